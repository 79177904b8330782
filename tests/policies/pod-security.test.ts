import assert from "node:assert/strict";
import { container, podSecurityContext, securityContext, statefulSet, workload } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const policy = "pod-security";
const place = "spec.template.spec";
const broken = (where: string, ...breaches: string[]) => [
  `${where} breaks the restricted Pod Security Standard: ${breaches.join(", ")}.`,
];
const ask = (podSpec: object) => found(policy, statefulSet(podSpec));
const askContainer = (given: object) => ask({ containers: [{ ...container, ...given }] });
const inContext = (given: object) => askContainer({ securityContext: { ...securityContext, ...given } });
const inPod = (given: object) => ask({ securityContext: { ...podSecurityContext, ...given } });
const first = `${place}.containers[0]`;
const all = ["allowPrivilegeEscalation is not false", "capabilities.drop lacks ALL"];
const unset = ["runAsNonRoot is not true", "seccompProfile is not set"];

describe("policy pod-security", () => {
  const accepted: [string, () => Promise<string[]>][] = [
    ["a pod and a container that are restricted", () => ask({})],
    [
      "a container that says for itself what the pod leaves out",
      () =>
        ask({
          securityContext: undefined,
          containers: [{ ...container, securityContext: { ...securityContext, ...podSecurityContext } }],
        }),
    ],
    ["NET_BIND_SERVICE", () => inContext({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } })],
    ["a profile of the node", () => inPod({ seccompProfile: { type: "Localhost", localhostProfile: "a" } })],
    [
      "root in a user namespace of the pod's own",
      () => ask({ hostUsers: false, securityContext: { ...podSecurityContext, runAsUser: 0, runAsNonRoot: false } }),
    ],
    [
      "a pod for Windows without what only Linux has",
      () =>
        ask({
          os: { name: "windows" },
          securityContext: { runAsNonRoot: true },
          containers: [{ ...container, securityContext: {} }],
        }),
    ],
    ["safe sysctls", () => inPod({ sysctls: [{ name: "net.ipv4.tcp_syncookies", value: "1" }] })],
  ];
  for (const [what, question] of accepted) it(`accepts ${what}`, async () => assert.deepEqual(await question(), []));

  const containers: [string, object, ...string[]][] = [
    ["a container without a security context", { securityContext: undefined }, ...all],
    ["a privileged container", { securityContext: { ...securityContext, privileged: true } }, "privileged is true"],
    [
      "allowPrivilegeEscalation that is not said",
      { securityContext: { ...securityContext, allowPrivilegeEscalation: undefined } },
      all[0] ?? "",
    ],
    [
      "a capability that is added",
      { securityContext: { ...securityContext, capabilities: { drop: ["ALL"], add: ["NET_RAW"] } } },
      "capabilities.add has more than NET_BIND_SERVICE",
    ],
    [
      "a container that takes runAsNonRoot back",
      { securityContext: { ...securityContext, runAsNonRoot: false } },
      "runAsNonRoot is not true",
    ],
    ["root", { securityContext: { ...securityContext, runAsUser: 0 } }, "runAsUser is 0"],
    [
      "an unconfined container",
      { securityContext: { ...securityContext, seccompProfile: { type: "Unconfined" } } },
      "seccompProfile.type is not RuntimeDefault or Localhost",
    ],
    [
      "an unmasked /proc",
      { securityContext: { ...securityContext, procMount: "Unmasked" } },
      "procMount is not Default",
    ],
    ["a port of the node", { ports: [{ containerPort: 5672, hostPort: 5672 }] }, "a port has a hostPort"],
    [
      "a probe of another host",
      { livenessProbe: { httpGet: { host: "169.254.169.254", port: 80 } } },
      "a probe or hook names a host",
    ],
  ];
  for (const [what, given, ...breaches] of containers) {
    it(`refuses ${what}`, async () => assert.deepEqual(await askContainer(given), broken(first, ...breaches)));
  }

  const pods: [string, object, ...string[]][] = [
    [
      "the node's namespaces",
      { hostNetwork: true, hostPID: true, hostIPC: true },
      "hostNetwork is true",
      "hostPID is true",
      "hostIPC is true",
    ],
    [
      "a directory of the node",
      { volumes: [{ name: "a", hostPath: { path: "/" } }] },
      `${place}.volumes[0] is of a kind that reaches past the cluster`,
    ],
    [
      "an unconfined pod",
      { securityContext: { ...podSecurityContext, seccompProfile: { type: "Unconfined" } } },
      "seccompProfile.type is not RuntimeDefault or Localhost",
    ],
    ["root", { securityContext: { ...podSecurityContext, runAsUser: 0 } }, "runAsUser is 0"],
    [
      "a sysctl of the node",
      { securityContext: { ...podSecurityContext, sysctls: [{ name: "kernel.msgmax", value: "1" }] } },
      "a sysctl is not of the safe ones",
    ],
    [
      "a user of SELinux",
      { securityContext: { ...podSecurityContext, seLinuxOptions: { type: "spc_t", user: "a" } } },
      "seLinuxOptions.type is not one of a container",
      "seLinuxOptions.user is set",
    ],
    [
      "an unconfined AppArmor profile",
      { securityContext: { ...podSecurityContext, appArmorProfile: { type: "Unconfined" } } },
      "appArmorProfile.type is not RuntimeDefault or Localhost",
    ],
    [
      "a host process of Windows",
      { securityContext: { ...podSecurityContext, windowsOptions: { hostProcess: true } } },
      "windowsOptions.hostProcess is true",
    ],
  ];
  for (const [what, given, ...breaches] of pods) {
    it(`refuses ${what} in a pod`, async () => assert.deepEqual(await ask(given), broken(place, ...breaches)));
  }

  it("judges init containers, ephemeral containers and each of two containers", async () => {
    const bad = { name: "a", image: "a" };
    assert.deepEqual(await ask({ containers: [container, bad], initContainers: [bad], ephemeralContainers: [bad] }), [
      ...broken(`${place}.containers[1]`, ...all),
      ...broken(`${place}.initContainers[0]`, ...all),
      ...broken(`${place}.ephemeralContainers[0]`, ...all),
    ]);
  });

  it("tells of each container what a pod that says nothing leaves to it", async () => {
    assert.deepEqual(await ask({ securityContext: undefined }), broken(first, ...unset));
  });

  it("reads AppArmor's old annotation", async () => {
    const annotations = { "container.apparmor.security.beta.kubernetes.io/a": "unconfined" };
    const pod = {
      type: "kubernetes:core/v1:Pod",
      props: { metadata: { annotations }, spec: { securityContext: podSecurityContext } },
    };
    const where = 'metadata.annotations["container.apparmor.security.beta.kubernetes.io/a"]';
    assert.deepEqual(await found(policy, pod), broken("spec", `${where} is not runtime/default or localhost/…`));
  });

  for (const kind of ["Deployment", "DaemonSet", "Job", "CronJob"]) {
    it(`judges a ${kind}`, async () => {
      const { type, props } = workload(kind, { hostPID: true });
      const { spec } = props as { spec: object };
      const given = kind === "CronJob" ? { spec: { jobTemplate: { spec } } } : props;
      assert.equal((await found(policy, { type, props: given })).length, 1);
    });
  }

  it("fails closed on unknown values, and still names what else is wrong", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await inContext({ runAsUser: unknown.text, privileged: true }), [
      ...broken(first, "privileged is true"),
      `${first}.securityContext.runAsUser ${cannot}`,
    ]);
    assert.deepEqual(await askContainer({ securityContext: unknown.map }), [`${first}.securityContext ${cannot}`]);
  });
});
