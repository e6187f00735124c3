import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/fixtures";

test.describe("glossary", () => {
  test("a mark opens the drawer, and the drawer leads from term to term", async ({ page, open }) => {
    await open("/kit");
    const mark = page.getByRole("link", { name: "Explain: recency" }).first();
    await mark.click();
    const drawer = page.getByRole("dialog", { name: "Glossary" });
    await expect(drawer.getByRole("heading", { name: "Recency" })).toBeVisible();
    await expect(drawer).toContainText("Data date");
    await expect(page).toHaveURL(/\/kit$/);
    await drawer.getByRole("link", { name: "RFM score" }).click();
    await expect(drawer.getByRole("heading", { name: "RFM score" })).toBeVisible();
    expect((await new AxeBuilder({ page }).include("#glossary-drawer").analyze()).violations).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(mark).toBeFocused();
  });

  test("every mark on every page leads to a term", async ({ page, open }) => {
    await open("/glossary");
    const terms = new Set(await page.locator("article.term").evaluateAll((terms) => terms.map((term) => term.id)));
    expect(terms.size).toBeGreaterThan(50);
    for (const path of ["/", "/segments", "/customers", "/cohorts", "/value", "/products/rules", "/products", "/places", "/segments/movement", "/trends", "/data", "/segments/scoring", "/segments/rules"]) {
      await open(path);
      const marks = await page.locator("[data-glossary]").evaluateAll((marks) => marks.map((mark) => mark.getAttribute("data-glossary")));
      for (const mark of marks) expect(terms.has(mark ?? ""), `${path}: ${mark}`).toBe(true);
    }
  });

  test("a search narrows the page down and is in the address", async ({ page, open }) => {
    await open("/glossary");
    await page.getByRole("searchbox", { name: "Search the glossary" }).fill("silhouette");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/q=silhouette/);
    await expect(page.getByRole("heading", { name: "Silhouette" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Void order" })).toHaveCount(0);
  });

  for (const theme of ["light", "dark"] as const) {
    test(`axe finds nothing on the page in ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      await open("/glossary#recency");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`)).toEqual([]);
    });
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("a mark leads to its term on the page, and the search is a form", async ({ page, open }) => {
    await open("/kit");
    await page.getByRole("link", { name: "Explain: recency" }).first().click();
    await expect(page).toHaveURL(/\/glossary#recency$/);
    await expect(page.locator("#recency")).toBeInViewport();
    await page.getByRole("searchbox", { name: "Search the glossary" }).fill("zebra");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.getByRole("heading", { name: "No term has these words" })).toBeVisible();
  });
});
