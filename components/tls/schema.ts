import { z } from "zod";
import { dnsLabel, object, text } from "../schema";

const name = text(
  /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
  "a name of Kubernetes: lower-case letters, digits, '-' and '.'",
);

const certManager = object({
  issuerRef: object({
    name,
    kind: text(/^[A-Z][A-Za-z]*$/, "a kind such as Issuer or ClusterIssuer").default("Issuer"),
    group: text(/^[a-z0-9][-a-z0-9.]*$/, "an API group such as cert-manager.io").default("cert-manager.io"),
  }),
  durationHours: z.int().min(1).default(2160),
  renewBeforeHours: z.int().min(1).default(720),
});

/** Schema of `generated`. */
export const generated = object({
  validityHours: z.int().min(1).default(8760),
  earlyRenewalHours: z.int().min(0).default(2160),
  authorityValidityHours: z.int().min(1).default(87_600),
  authorities: z.array(z.int().min(1)).min(1).default([1]),
});

/** Schema of `TlsSettings`, the one home of its defaults. */
export const tls = object({
  enabled: z.boolean().default(true),
  secretName: dnsLabel.optional(),
  certManager: certManager.optional(),
  generated: generated.optional(),
  caCertificate: text(/^-----BEGIN CERTIFICATE-----/, "certificates in PEM").optional(),
}).prefault({});

/** Settings with the defaults in. */
export type Tls = z.output<typeof tls>;
