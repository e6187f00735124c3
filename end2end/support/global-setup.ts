import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientele, olistSource, publishedFolder } from "./shops";

/** Customers of the made-up shop: enough for every segment and several pages, few enough to be quick. */
const CUSTOMERS = 3000;

/** Publishes the shops once; each worker serves them on its own port. */
export default function globalSetup(): void {
  const folder = mkdtempSync(join(tmpdir(), "clientele-end2end-"));
  process.env.CLIENTELE_PUBLISHED = folder;
  const source = join(folder, "demo-source");
  clientele("demo-data", "--out", source, "--customers", String(CUSTOMERS), "--seed", "1");
  clientele("refresh", "--source", source, "--data", publishedFolder("demo"));
  const olist = olistSource();
  if (olist) clientele("refresh", "--source", olist, "--data", publishedFolder("olist"));
}
