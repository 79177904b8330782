import tseslint from "typescript-eslint";

/** Pure files may know Pulumi's types, never its runtime: they stay testable without an engine. */
const noPulumiValues = {
  "@typescript-eslint/no-restricted-imports": [
    "error",
    { patterns: [{ group: ["@pulumi/*"], allowTypeImports: true, message: "pure file: import type only" }] },
  ],
};
/** Dependencies point one way; see docs/adr/0001-one-way-layers.md. */
const forbid = (...group) => ({
  "no-restricted-imports": ["error", { patterns: [{ group, message: "dependencies point one way" }] }],
});

export default tseslint.config(
  { ignores: ["**/bin/**", "**/dist/**", "**/node_modules/**", "rendered/**", "coverage/**", "**/*.mjs", "**/*.cjs"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Tests read rendered objects as what they are, JSON of any shape, and compare them exactly.
    files: ["tests/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-call": "off",
    },
  },
  {
    files: ["checks/**/*.ts"],
    rules: { ...noPulumiValues, ...forbid("**/components/**", "**/plan/**", "**/policies/**", "**/audit/**") },
  },
  {
    files: ["components/**/*.ts"],
    ignores: [
      "components/stack.ts",
      "components/namespace.ts",
      "components/provider.ts",
      "components/*/cluster.ts",
      "components/*/ensemble.ts",
      "components/kubernetes/resource-options.ts",
      "components/*/credentials.ts",
      "components/*/connect.ts",
      "components/kafka/{connection,users,declared-users,rack-role}.ts",
      "components/tls/certificates.ts",
      "components/tls/generate.ts",
    ],
    rules: noPulumiValues,
  },
  { files: ["components/**/*.ts"], rules: forbid("**/plan/**", "**/policies/**") },
  { files: ["policies/**/*.ts"], rules: forbid("**/components/**", "**/plan/**", "**/audit/**") },
  { files: ["audit/**/*.ts"], rules: { ...noPulumiValues, ...forbid("**/components/**", "**/plan/**") } },
  { files: ["plan/**/*.ts"], rules: forbid("**/components/**", "**/policies/**") },
);
