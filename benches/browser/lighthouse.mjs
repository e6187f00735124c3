// Runs Lighthouse on a running server and prints JSON: the scores of each page and profile.
//
//   node lighthouse.mjs http://127.0.0.1:3000 [/path/to/chromium]

import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [address, chromePath] = process.argv.slice(2);
const PAGES = ["/", "/segments"];
const PROFILES = { desktop: desktopConfig, mobile: undefined };

const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"],
});
try {
  const results = [];
  for (const path of PAGES) {
    for (const [profile, config] of Object.entries(PROFILES)) results.push(await measure(path, profile, config));
  }
  console.log(JSON.stringify(results));
} finally {
  chrome.kill();
}

async function measure(path, profile, config) {
  const { lhr } = await lighthouse(address + path, { port: chrome.port, logLevel: "silent" }, config);
  const score = (category) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  const failed = Object.values(lhr.audits)
    .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative")
    .map(({ id }) => id);
  return {
    path,
    profile,
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    seo: score("seo"),
    blockingMilliseconds: lhr.audits["total-blocking-time"].numericValue,
    layoutShift: lhr.audits["cumulative-layout-shift"].numericValue,
    failed,
  };
}
