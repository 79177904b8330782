/** What kube-score calls critical and the stacks do all the same, by its check, each with the reason. */
export const kubeScoreExceptions: Record<string, string> = {
  "container-image-pull-policy":
    "Images have a version, and Always would keep a member from starting while the registry is away; admission can ask for it where nodes are shared.",
  "container-security-context-user-group-id":
    "User and group are those of the official images, which own the files that the broker reads.",
  "container-ephemeral-storage-request-and-limit":
    "Servers have both. Init containers and Jobs write to volumes of a limited size and nowhere else: their root is read-only.",
};
