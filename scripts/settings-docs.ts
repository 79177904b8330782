import ts from "typescript";

/** A setting as its interface documents it. */
export interface SettingDoc {
  /** Its key. */
  key: string;
  /** The text of its comment, on one line. */
  text: string;
  /** Its `@default`, without which it is required. */
  default: string | undefined;
  /** Fields, where the setting is an object or a list of objects. */
  fields: SettingDoc[];
}

/** Reads the documentation of an exported interface and of what its fields hold, inherited fields included. */
export function settingsDocs(file: string, interfaceName: string): SettingDoc[] {
  const program = ts.createProgram([file], {
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    resolveJsonModule: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === interfaceName);
  if (!symbol) throw new Error(`${file} exports no ${interfaceName}`);
  return fieldsOf(checker, checker.getDeclaredTypeOfSymbol(symbol));
}

function fieldsOf(checker: ts.TypeChecker, type: ts.Type): SettingDoc[] {
  return type.getProperties().map((property) => {
    const inner = elementOf(checker, checker.getNonNullableType(checker.getTypeOfSymbol(property)));
    const described = ts.displayPartsToString(property.getDocumentationComment(checker));
    const tag = property.getJsDocTags(checker).find(({ name }) => name === "default");
    return {
      key: property.name,
      text: (described || ts.displayPartsToString(inner.symbol?.getDocumentationComment(checker)))
        .replace(/\s+/g, " ")
        .trim(),
      default: tag && ts.displayPartsToString(tag.text).replace(/\s+/g, " ").trim(),
      fields: isOurs(inner) ? fieldsOf(checker, inner) : [],
    };
  });
}

function elementOf(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  return checker.isArrayType(type) ? (checker.getTypeArguments(type as ts.TypeReference)[0] ?? type) : type;
}

function isOurs(type: ts.Type): boolean {
  const declaration = type.symbol?.declarations?.[0];
  return (
    declaration !== undefined &&
    ts.isInterfaceDeclaration(declaration) &&
    !declaration.getSourceFile().fileName.includes("node_modules")
  );
}
