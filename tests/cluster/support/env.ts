/** Binary that talks to the cluster of KUBECONFIG: `KUBECTL`. @default "kubectl" */
export const kubectlBinary = process.env["KUBECTL"] ?? "kubectl";

/** Image of the client pods, with sh, nc, curl, python3 and pika: `TEST_CLIENT_IMAGE`. @default "docker.io/library/toolbox:1" */
export const clientImage = process.env["TEST_CLIENT_IMAGE"] ?? "docker.io/library/toolbox:1";

/** Manifest of a bare three-node RabbitMQ to measure against: `YARDSTICK_RABBITMQ`; without it those tests are pending. */
export const rabbitmqYardstick = process.env["YARDSTICK_RABBITMQ"];

/** Manifest of three bare combined Kafka nodes to measure against: `YARDSTICK_KAFKA`; without it that benchmark is left out. */
export const kafkaYardstick = process.env["YARDSTICK_KAFKA"];

/** Shell command that powers the node `$2` off and on, as `$1` says `kill` or `start`: `NODE_CONTROL`; without it that figure is left out. */
export const nodeControl = process.env["NODE_CONTROL"];
