/** Plain values: what a manifest's type allows for an Output is never one here. */
export type Plain = { [key: string]: any };
