// The way of somebody new, in a real browser: from the first look at an empty server to a dashboard of their own file.
// Prints JSON: milliseconds of each step, and how often they had to click.
//
//   node first-dashboard.mjs http://127.0.0.1:3000 /path/to/chromium /path/to/orders.csv

import { chromium } from "playwright-core";

const [address, executablePath, file] = process.argv.slice(2);
/** A large file is read for a while, on the page that shows how far it has come. */
const PATIENCE = 120_000;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  let clicks = 0;
  const click = async (button) => {
    await button.click();
    clicks += 1;
  };
  const steps = {};
  const began = performance.now();
  const note = (step) => (steps[step] = Math.round(performance.now() - began));

  await page.goto(address);
  await click(page.getByRole("link", { name: "Bring your orders" }));
  const field = page.getByLabel("Files of orders");
  await field.waitFor();
  await page.waitForLoadState("networkidle");
  const chooser = page.waitForEvent("filechooser");
  await click(field);
  await (await chooser).setFiles(file);
  const read = page.getByRole("button", { name: "Read these orders" }).first();
  await read.waitFor();
  note("understood");
  await click(read);
  await page.waitForURL((url) => url.pathname === "/");
  await page.locator(".kpi-value").first().waitFor();
  note("dashboard");
  console.log(JSON.stringify({ clicks, steps }));
} finally {
  await browser.close();
}
