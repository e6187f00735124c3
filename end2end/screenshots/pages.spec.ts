import { resolve } from "node:path";
import { test } from "../support/fixtures";

const folder = resolve(import.meta.dirname, "../../docs/screenshots");

/** Name of the picture, address, width and height of the window, theme, and the part that is scrolled to. */
const pictures: [string, string, number, number, "light" | "dark", string?][] = [
  ["overview-light", "/", 1440, 1000, "light"],
  ["overview-dark", "/", 1440, 1000, "dark"],
  ["overview-phone", "/", 360, 780, "light"],
  ["segments-light", "/segments?segment=at-risk&segment=cannot-lose", 1440, 1100, "light"],
  ["segments-dark", "/segments?segment=at-risk&segment=cannot-lose", 1440, 1100, "dark"],
  ["segments-phone", "/segments?segment=at-risk&segment=cannot-lose", 360, 780, "dark"],
  ["segments-tablet", "/segments", 768, 1024, "light"],
  ["segments-wide", "/segments", 1920, 1080, "light"],
  ["scatter-light", "/segments", 1440, 700, "light", "#scatter-title"],
  ["scatter-dark", "/segments", 1440, 700, "dark", "#scatter-title"],
  ["scoring-light", "/segments/scoring?map=grid&cuts=quintiles", 1440, 1000, "light"],
  ["rules-light", "/segments/rules", 1440, 900, "light"],
  ["customers-light", "/customers?tier=platinum", 1440, 900, "light"],
  ["cohorts-light", "/cohorts", 1440, 900, "light"],
  ["cohorts-phone", "/cohorts?measure=ltv", 360, 780, "dark"],
  ["value-light", "/value", 1440, 1000, "light"],
  ["products-light", "/products", 1440, 1000, "light"],
  ["basket-rules-light", "/products/rules", 1440, 1000, "light"],
  ["places-light", "/places", 1440, 1000, "light"],
  ["places-phone", "/places", 360, 780, "light"],
  ["trends-dark", "/trends", 1440, 1000, "dark"],
  ["movement-light", "/segments/movement", 1440, 1100, "light"],
  ["data-light", "/data", 1440, 900, "light"],
];

for (const [name, path, width, height, colorScheme, part] of pictures) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, colorScheme });

    test("is taken", async ({ open, page }) => {
      await open(path);
      await page.evaluate(() => document.fonts.ready);
      if (part) await page.locator(part).evaluate((element) => element.scrollIntoView({ block: "start" }));
      await page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled" });
    });
  });
}

test.describe("one customer", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("is taken", async ({ open, page }) => {
    await open("/customers?orders_min=3");
    await page.locator("table a[href^='/customers/']").first().click();
    await page.waitForURL(/\/customers\/./);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `${folder}/customer-light.png`, animations: "disabled" });
  });
});

test.describe("the palette", () => {
  test.use({ viewport: { width: 1440, height: 900 }, colorScheme: "dark" });

  test("is taken", async ({ open, page }) => {
    await open("/segments");
    await page.keyboard.press("Control+k");
    await page.getByRole("option").first().waitFor();
    await page.screenshot({ path: `${folder}/palette-dark.png`, animations: "disabled" });
  });
});
