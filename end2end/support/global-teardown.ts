import { rmSync } from "node:fs";

/** Removes what the global setup published. */
export default function globalTeardown(): void {
  const folder = process.env.CLIENTELE_PUBLISHED;
  if (folder) rmSync(folder, { recursive: true, force: true });
}
