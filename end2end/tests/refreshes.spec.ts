import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { test as base, expect } from "../support/fixtures";
import { type RunningServer, clientele, startServer } from "../support/shops";

/** A data folder with a source, and the folder of that source. */
interface Shop {
  data: string;
  source: string;
}

/** Each test has a server of its own. The source is larger than what is in service, so that its refresh takes a moment. */
const test = base.extend<{ ownShop: Shop; ownServer: RunningServer }>({
  ownShop: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "clientele-refreshes-"));
    const [data, source, old] = [join(folder, "data"), join(folder, "source"), join(folder, "old")];
    clientele("demo-data", "--out", old, "--customers", "300", "--seed", "3");
    clientele("refresh", "--source", old, "--data", data);
    clientele("demo-data", "--out", source, "--customers", "1500", "--seed", "4");
    mkdirSync(join(data, "settings"), { recursive: true });
    writeFileSync(join(data, "settings/source.toml"), `[source]\nkind = "files"\npath = ${JSON.stringify(source)}\n`);
    await use({ data, source });
    rmSync(folder, { recursive: true, force: true });
  },
  ownServer: async ({ ownShop }, use) => {
    const server = await startServer(ownShop.data);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ ownServer }, use) => use(ownServer.address),
});

const history = (page: Page) => page.getByRole("region", { name: "Refreshes before" }).locator("tbody tr");
const start = (page: Page) => page.getByRole("button", { name: "Refresh now" });

test.describe("a refresh", () => {
  test("is started, shows its steps, and the page tells what came of it by itself", async ({ page, open }) => {
    await open("/data/refreshes");
    await start(page).click();
    await expect(page.getByRole("status").filter({ hasText: "The refresh is at work" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "The last refresh brought new data" })).toBeVisible();
    await expect(history(page).first()).toContainText("Asked for on this page");
    await expect(history(page).first()).toContainText("rows read");
    await expect(start(page)).toBeVisible();
    await history(page).first().getByText("Steps").click();
    await expect(history(page).first()).toContainText("Reading the files");
  });

  test("that a person did not start is followed too", async ({ page, open, ownShop }) => {
    await open("/data/refreshes");
    const before = await history(page).count();
    const orders = join(ownShop.source, "olist_orders_dataset.csv");
    await page.getByRole("checkbox", { name: "Also as soon as a file" }).check();
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Schedule saved" })).toBeVisible();
    writeFileSync(orders, readFileSync(orders));
    await expect(history(page).first()).toContainText("A file had changed", { timeout: 30_000 });
    expect(await history(page).count()).toBe(before + 1);
  });

  test("that is refused is told on every page, with the way to the reason, until one succeeds", async ({ page, open, ownShop }) => {
    const orders = join(ownShop.source, "olist_orders_dataset.csv");
    renameSync(orders, `${orders}.away`);
    await open("/data/refreshes");
    await start(page).click();
    await expect(page.getByRole("heading", { name: /The last refresh was refused/ })).toBeVisible();
    const notice = page.getByRole("list", { name: "About the last refresh" });
    await expect(notice).toContainText("was refused");
    for (const path of ["/", "/segments", "/trends"]) {
      await open(path);
      await expect(notice).toContainText("The pages show what was read on");
    }
    await notice.getByRole("link", { name: "See the refreshes" }).click();
    await expect(history(page).first()).toContainText("olist_orders_dataset.csv");
    renameSync(`${orders}.away`, orders);
    await start(page).click();
    await expect(page.getByRole("heading", { name: "The last refresh brought new data" })).toBeVisible();
    await expect(notice).toHaveCount(0);
  });
});

/** The source is a database that takes every call and never says a word: the refresh lasts until somebody ends it. */
const withSilentSource = test.extend({
  ownServer: async ({ ownShop }, use) => {
    const calls = new Set<Socket>();
    const silent = createServer((call) => calls.add(call));
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const { port } = silent.address() as AddressInfo;
    const address = join(ownShop.data, "settings/source-address");
    writeFileSync(address, `postgresql://reader:secret@127.0.0.1:${port}/shop`, { mode: 0o600 });
    const source = ['kind = "postgres"', `url_file = ${JSON.stringify(address)}`, 'tables = ["orders"]'];
    writeFileSync(join(ownShop.data, "settings/source.toml"), ["[source]", ...source, ""].join("\n"));
    const server = await startServer(ownShop.data);
    await use(server);
    await server.stop();
    calls.forEach((call) => call.destroy());
    silent.close();
  },
});

withSilentSource.describe("a long refresh", () => {
  withSilentSource("shows how far it is, is cancelled, and leaves what was in service", async ({ page, open }) => {
    await open("/segments");
    const everyone = await page.locator(".kpi-value").first().innerText();
    await open("/data/refreshes");
    await start(page).click();
    const card = page.getByRole("region", { name: "A refresh is at work" });
    await expect(card.getByRole("progressbar")).toBeVisible();
    await expect(card.locator(".refresh-step.is-current")).toContainText("Fetching the orders");
    await expect(page.locator("#refresh-step")).not.toBeEmpty();
    await card.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("heading", { name: /The last refresh was cancelled/ })).toBeVisible();
    await open("/segments");
    expect(await page.locator(".kpi-value").first().innerText()).toBe(everyone);
  });

  withSilentSource("has a page without faults of accessibility while it works", async ({ page, open }) => {
    await open("/data/refreshes");
    await start(page).click();
    await expect(page.locator(".refresh-step.is-current")).toBeVisible();
    const found = await new AxeBuilder({ page }).analyze();
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
  });
});

test.describe("the schedule", () => {
  test("is chosen in words and tells the next three times", async ({ page, open, ownShop }) => {
    await open("/data/refreshes");
    await page.getByRole("radio", { name: "Every day" }).check();
    await expect(page.getByLabel("Day of the week")).toBeHidden();
    await page.getByLabel("Time", { exact: true }).fill("17:30");
    await page.getByLabel("Time zone").selectOption("America/Sao_Paulo");
    await page.getByRole("button", { name: "Save the schedule" }).click();
    const card = page.getByRole("region", { name: /The next refresh is due on/ });
    await expect(card).toContainText(/due on \w{3} \d+ \w{3} \d{4}, 17:30/);
    await expect(card).toContainText("America/Sao_Paulo");
    await expect(page.getByRole("radio", { name: "Every day" })).toBeChecked();
    const file = readFileSync(join(ownShop.data, "settings/source.toml"), "utf8");
    expect(file).toContain('schedule = "30 17 * * *"');
  });

  test("tells the next times of what is chosen before it is saved", async ({ page, open, ownShop }) => {
    await open("/data/refreshes");
    await page.getByRole("radio", { name: "Every week" }).check();
    await page.getByLabel("Day of the week").selectOption("Sunday");
    await page.getByLabel("Time", { exact: true }).fill("17:30");
    await page.getByLabel("Time zone").selectOption("America/Sao_Paulo");
    await page.getByRole("button", { name: "Show the next times" }).click();
    const proposal = page.getByRole("status").filter({ hasText: "Not saved yet" });
    await expect(proposal).toContainText(/due on (Sun \d+ \w{3} \d{4}, 17:30(, then on |; by the clock of America)){3}/);
    await expect(page.getByLabel("Day of the week")).toHaveValue("7");
    await expect(page.getByLabel("Time zone")).toHaveValue("America/Sao_Paulo");
    expect(readFileSync(join(ownShop.data, "settings/source.toml"), "utf8")).not.toContain("schedule");
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await expect(page.getByRole("region", { name: /The next refresh is due on Sun .*, 17:30/ })).toBeVisible();
    await expect(proposal).toHaveCount(0);
  });

  test("with a mistake is refused with what to write", async ({ page, open, troubles }) => {
    troubles.expect(/^status 400|status of 400/);
    await open("/data/refreshes");
    await page.getByRole("radio", { name: "By a cron expression" }).check();
    await page.getByRole("textbox", { name: "Cron expression" }).fill("every monday");
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await expect(page.getByRole("alert")).toContainText("five fields");
  });
});

test("an attempt to come is still to come after the server has been started anew", async ({ page, ownShop, ownServer }) => {
  const settings = join(ownShop.data, "settings/source.toml");
  const nowhere = JSON.stringify(join(ownShop.data, "nowhere"));
  writeFileSync(settings, `[source]\nkind = "files"\npath = ${nowhere}\n\n[refresh]\nretry_seconds = 3600\n`);
  await page.goto(`${ownServer.address}/data/refreshes`);
  await start(page).click();
  const attempt = page.getByRole("region", { name: "No refresh is at work" }).getByText(/\(2 of 7\)/);
  const planned = await attempt.innerText();
  // The page listens to the server for as long as it is open.
  await page.goto("about:blank");
  await ownServer.stop();
  const again = await startServer(ownShop.data);
  try {
    await page.goto(`${again.address}/data/refreshes`);
    await expect(attempt).toHaveText(planned);
  } finally {
    await again.stop();
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("a refresh is started and looked after by links and forms", async ({ page, open }) => {
    await open("/data/refreshes");
    await start(page).click();
    await expect(async () => {
      await open("/data/refreshes");
      await expect(page.getByRole("heading", { name: "The last refresh brought new data" })).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole("radio", { name: "Only when asked for" }).check();
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await expect(page.getByRole("heading", { name: "A refresh begins only when somebody asks for it" })).toBeVisible();
  });
});

base("without a source the page leads to the choice of one", async ({ page, open }) => {
  await open("/data/refreshes");
  await expect(page.getByRole("link", { name: "Choose a source" })).toHaveAttribute("href", "/data/source");
});
