// Measures a running server in a real browser and prints JSON: filter changes from click to painted, layout
// shift, and how long loading keeps the main thread from answering.
//
//   node interactions.mjs http://127.0.0.1:3000 [/path/to/chromium]

import { chromium } from "playwright-core";

const [address, executablePath] = process.argv.slice(2);
const PAGES = ["/", "/segments", "/customers", "/cohorts"];
const LOADS = 5;
const ROUNDS = 10;
const CHANGES_A_ROUND = 8;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
  const loads = {};
  for (const path of PAGES) loads[path] = await measureLoads(path);
  console.log(JSON.stringify({ loads, filterChanges: await measureFilterChanges() }));
} finally {
  await browser.close();
}

/** Loads a page several times, each time with an empty cache. */
async function measureLoads(path) {
  const results = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await newPage();
    await page.goto(address + path);
    await untilHydrated(page);
    await page.mouse.wheel(0, 1200);
    await page.waitForTimeout(300);
    results.push(await page.evaluate(() => window.measured));
    await page.context().close();
  }
  return results;
}

/** Adds and takes away segments of the filter, never the same question twice in a row of rounds. */
async function measureFilterChanges() {
  const milliseconds = [];
  let shift = 0;
  const page = await newPage();
  for (let round = 1; round <= ROUNDS; round += 1) {
    await page.goto(`${address}/segments?recency_min=${round}`);
    await untilHydrated(page);
    const links = page.locator("[aria-labelledby='segments-title'] a[href*='segment=']");
    for (let change = 0; change < CHANGES_A_ROUND; change += 1) {
      const link = links.nth(change);
      await link.scrollIntoViewIfNeeded();
      const painted = page.evaluate(paintedAfterClick);
      await link.click();
      milliseconds.push(await painted);
    }
    shift = Math.max(shift, await page.evaluate(() => window.measured.shift));
  }
  await page.context().close();
  return { milliseconds, shift };
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  return page;
}

async function untilHydrated(page) {
  await page.waitForFunction(() => window.measured.listening);
  await page.waitForLoadState("networkidle");
}

/** Runs before the page's own scripts. */
function observe() {
  const measured = { shift: 0, blocked: 0, longest: 0, listening: false };
  window.measured = measured;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      measured.blocked += Math.max(0, duration - 50);
      measured.longest = Math.max(measured.longest, duration);
    }
  }).observe({ type: "longtask", buffered: true });
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (...args) {
    if (this instanceof Element && this.closest(".theme-switch")) measured.listening = true;
    return listen.apply(this, args);
  };
}

/** Milliseconds from the next click to the frame that shows its answer. */
function paintedAfterClick() {
  return new Promise((resolve, reject) => {
    const count = () => document.querySelector(".filter-count")?.textContent;
    const before = count();
    let start;
    document.addEventListener("click", (event) => (start = event.timeStamp), { capture: true, once: true });
    const giveUp = setTimeout(() => reject(new Error("nothing changed within 10 s")), 10_000);
    const look = () => {
      const isDone = start !== undefined && count() !== before && !document.querySelector(".is-stale");
      if (!isDone) return void requestAnimationFrame(look);
      clearTimeout(giveUp);
      // The second frame begins after the first was painted.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
    };
    look();
  });
}
