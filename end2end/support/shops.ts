import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** The shops that are served to the tests. */
export type ShopName = "demo" | "olist";

const root = resolve(import.meta.dirname, "../..");

/** The binary under test: the one that `cargo xtask test` has just built. */
export const binary = process.env.CLIENTELE_SERVER ?? join(root, "target/debug/clientele");
const site = process.env.CLIENTELE_SITE ?? join(root, "target/site-dev");

/** A real data set, if it is there. */
export function realData(path: string): string | undefined {
  const folder = process.env.CLIENTELE_TEST_DATA;
  if (!folder) return undefined;
  return [join(folder, "data", path), join(folder, path)].find((candidate) => existsSync(candidate));
}

/** The folder with real Olist files, if there is one. */
export function olistSource(): string | undefined {
  const folder = process.env.CLIENTELE_TEST_DATA;
  if (!folder) return undefined;
  const candidates = [join(folder, "data/olist_sample"), join(folder, "olist_sample")];
  return candidates.find((candidate) => existsSync(candidate));
}

/** The figures of an independent program for these files. */
export function olistReferenceFile(): string {
  return join(process.env.CLIENTELE_TEST_DATA ?? "", "reference/olist_sample.json");
}

/** Runs one command of the product to its end and returns what it printed. */
export function clientele(...args: string[]): string {
  return execFileSync(binary, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** The published data of one shop, as the global setup made it. */
export function publishedFolder(shop: ShopName): string {
  const folder = process.env.CLIENTELE_PUBLISHED;
  if (!folder) throw new Error("the global setup has not run");
  return join(folder, shop);
}

/** A running server; `stop` ends it. */
export interface RunningServer {
  address: string;
  stop: () => Promise<void>;
}

/** Starts a server on a free loopback port, as the system chooses it, and waits for the line with its address. */
export async function startServer(data: string, ...options: string[]): Promise<RunningServer> {
  const server = spawn(binary, ["serve", "--data", data, "--address", "127.0.0.1:0", "--site", site, ...options], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const address = await new Promise<string>((found, failed) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const line = said.match(/http:\/\/127\.0\.0\.1:\d+$/m);
      if (line) found(line[0]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`the server stopped with ${code}:\n${said}`)));
  });
  return { address, stop: () => stopped(server) };
}

function stopped(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (server.exitCode !== null || server.signalCode !== null) return done();
    server.once("exit", () => done());
    server.kill("SIGKILL");
  });
}
