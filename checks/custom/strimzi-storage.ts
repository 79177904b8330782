import { Field } from "../field";
import { claim } from "./make";

/** What a pod keeps its data on: claims of its own, and directories that go with it. */
export interface Storage {
  claims: object[];
  volumes: object[];
  mounts: object[];
  /** Whether claims stay when the cluster is deleted. */
  retention: Field;
}

/** Strimzi's storage: one volume, or several of type `jbod`. */
export function storageOf(storage: Field, mountPath: string): Storage {
  const volumes = storage.get("type").text() === "jbod" ? storage.get("volumes").items() : [storage];
  const named = volumes.map((volume) => {
    const id = volume.get("id").scalar();
    return { volume, name: id === undefined ? "data" : `data-${id}` };
  });
  const isEphemeral = (volume: Field) => volume.get("type").text() === "ephemeral";
  const deleted = volumes.map((volume) => volume.get("deleteClaim")).find((flag) => flag.isTrue());
  return {
    claims: named
      .filter(({ volume }) => volume.present && !isEphemeral(volume))
      .map(({ volume, name }) => claim(name, volume.get("size"), volume.get("class"))),
    volumes: named
      .filter(({ volume }) => isEphemeral(volume))
      .map(({ volume, name }) => ({ name, emptyDir: new Field({ sizeLimit: volume.get("sizeLimit") }, volume.path) })),
    mounts: named.map(({ name }) => ({ name, mountPath: name === "data" ? mountPath : `${mountPath}/${name}` })),
    retention: new Field(
      { whenDeleted: deleted ? "Delete" : "Retain", whenScaled: deleted ? "Delete" : "Retain" },
      (deleted ?? storage.get("deleteClaim")).path,
    ),
  };
}
