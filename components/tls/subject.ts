/** Lines of a script that have the subject of a certificate in `$subject`, as brokers write it; nothing for one that has none. */
export const subjectLines = (certificate: string): string[] => [
  `subject=$(openssl x509 -in ${certificate} -noout -subject -nameopt RFC2253)`,
  "subject=${subject#subject=}",
];

/** The same as a value of a properties file, which takes a backslash for the beginning of an escape. */
export const subjectValue = "${subject//\\\\/\\\\\\\\}";
