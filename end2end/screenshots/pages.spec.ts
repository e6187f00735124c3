import { resolve } from "node:path";
import { test } from "../support/fixtures";

const folder = resolve(import.meta.dirname, "../../docs/screenshots");

/** Name of the picture, address, width and height of the window, theme. */
const pictures = [
  ["overview-light", "/", 1440, 900, "light"],
  ["overview-dark", "/", 1440, 900, "dark"],
  ["segments-light", "/segments?segment=at-risk&segment=cannot-lose", 1440, 1100, "light"],
  ["segments-dark", "/segments?segment=at-risk&segment=cannot-lose", 1440, 1100, "dark"],
  ["segments-phone", "/segments?segment=at-risk&segment=cannot-lose", 360, 780, "light"],
  ["cohorts-light", "/cohorts", 1440, 900, "light"],
  ["data-light", "/data", 1440, 900, "light"],
] as const;

for (const [name, path, width, height, colorScheme] of pictures) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, colorScheme });

    test("is taken", async ({ open, page }) => {
      await open(path);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${folder}/${name}.png` });
    });
  });
}
