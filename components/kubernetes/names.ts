/** The DNS names of a StatefulSet's pods: `<name>-0.<service>.<namespace>.svc.<domain>`, one for each. */
export function podHosts(name: string, service: string, replicas: number, suffix: string): string[] {
  return Array.from({ length: replicas }, (_, i) => `${name}-${i}.${service}.${suffix}`);
}
