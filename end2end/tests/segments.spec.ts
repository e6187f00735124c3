import { expect, test } from "../support/fixtures";
import { SegmentsPage, numberIn, withoutPageLoad } from "../support/segments-page";
import type { Locator, Page } from "@playwright/test";

/** The customers that a link promises, and those that the page behind it counts. */
async function drilled(page: Page, link: Locator): Promise<[number, number]> {
  const promised = numberIn(await link.innerText());
  await link.click();
  await expect(page).toHaveURL(/\/customers(\?|$)/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customers");
  const found = await new SegmentsPage(page).selectedCustomers();
  await page.goBack();
  await expect(page).toHaveURL(/\/segments(\?|$)/);
  return [promised, found];
}

test.describe("every figure opens its customers", () => {
  for (const address of ["/segments", "/segments?state=SP&tier=gold&tier=silver&recency_min=20"]) {
    test(`from ${address}`, async ({ page, open }) => {
      await open(address);
      const links = [
        page.locator(".segment-shares .drill").nth(4),
        page.locator(".table-tiers .drill").nth(1),
        page.locator(".action .drill").first(),
        page.locator(".kpi-value a").first(),
      ];
      for (const link of links) {
        const [promised, found] = await drilled(page, link);
        expect(found).toBe(promised);
      }
    });
  }

  test("the list of the call-first card has as many customers as its title says", async ({ page, open }) => {
    await open("/segments");
    const card = page.getByRole("region", { name: /^Call first/ });
    const promised = numberIn(await card.getByRole("heading", { level: 2 }).innerText());
    const [onLink, found] = await drilled(page, card.getByRole("link", { name: /^Open the list/ }));
    expect([onLink, found]).toEqual([promised, promised]);
  });
});

test.describe("tiers and personas", () => {
  test("personas are other names of the same groups", async ({ page, open }) => {
    await open("/segments");
    const figures = () => page.locator(".table-tiers tbody tr").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
    const ofTiers = await figures();
    await withoutPageLoad(page, async () => {
      await page.getByRole("navigation", { name: "Names of the tiers" }).getByRole("link", { name: "Personas" }).click();
      await expect(page).toHaveURL(/names=personas/);
      await expect(page.getByRole("heading", { name: "Personas" })).toBeVisible();
    });
    expect(await figures()).toEqual(ofTiers);
    const names = await page.locator(".table-tiers tbody th a").allInnerTexts();
    expect([...names].sort()).toEqual(["At Risk", "Casual", "Loyalists", "VIPs"]);
    expect(names[0], "the highest mean spend").toBe("VIPs");
    await expect(page.getByRole("region", { name: "Personas", exact: true })).toContainText("The same four groups as the tiers");
  });

  test("the choice of names stays when the filter changes", async ({ page, open }) => {
    await open("/segments?names=personas");
    await page.locator("#tier-gold").click();
    await expect(page).toHaveURL(/tier=gold/);
    await expect(page).toHaveURL(/names=personas/);
    await expect(page.locator("#tier-gold")).toHaveAttribute("aria-current", "true");
    await expect(page.locator("#tier-gold"), "the focus stays where it was").toBeFocused();
  });
});

test.describe("the scatter", () => {
  const figure = (page: Page) => page.locator("figure#scatter");

  test("a drag looks closer, back looks at everything again", async ({ page, open }) => {
    await open("/segments");
    const picture = figure(page).locator("svg:visible").first();
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    if (!box) throw new Error("the scatter has no place");
    await withoutPageLoad(page, async () => {
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7, { steps: 8 });
      await page.mouse.up();
      await expect(page).toHaveURL(/zx_min=\d+&zx_max=\d+&zy_min=[\d.]+&zy_max=[\d.]+/);
      await expect(page.getByRole("link", { name: /^Filter to these/ })).toBeVisible();
      await page.goBack();
      await expect(page).toHaveURL(/\/segments$/);
      await expect(page.getByRole("link", { name: /^Filter to these/ })).toHaveCount(0);
    });
  });

  test("a part becomes a filter with as many customers", async ({ page, open }) => {
    await open("/segments?segment=promising&segment=new&zx_min=30&zx_max=200&zy_min=40&zy_max=400");
    const segments = new SegmentsPage(page);
    const link = page.getByRole("link", { name: /^Filter to these/ });
    const promised = numberIn((await link.innerText()).replace("Filter to these", ""));
    expect(promised).toBeGreaterThan(0);
    expect(promised).toBeLessThan(await segments.selectedCustomers());
    await link.click();
    await expect(page).toHaveURL(/recency_min=30&recency_max=200&spent_min=40&spent_max=400/);
    await expect(page).not.toHaveURL(/zx_min/);
    await segments.expectCustomers(promised);
  });

  test("other axes show everything", async ({ page, open }) => {
    await open("/segments?zx_min=30&zx_max=60");
    await page.getByRole("navigation", { name: "Axes of the scatter" }).getByRole("link", { name: "Orders × spend" }).click();
    await expect(page).toHaveURL(/sx=orders&sy=spent$/);
    await expect(page.getByRole("heading", { name: "Where customers lie in orders and spend" })).toBeVisible();
  });

  test("a part without customers says so and leads back", async ({ page, open }) => {
    await open("/segments?segment=new&zy_min=9000000");
    await expect(page.getByText("No selected customer lies in the part that you look at.")).toBeVisible();
    await page.getByRole("link", { name: "Show all of the scatter" }).click();
    await expect(page).toHaveURL(/\/segments\?segment=new$/);
    await expect(figure(page)).toBeVisible();
  });
});

test.describe("the histograms", () => {
  test("a drag over bars becomes the range of the filter", async ({ page, open }) => {
    await open("/segments?state=SP");
    const picture = page.locator("figure#histogram-recency svg:visible").first();
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    if (!box) throw new Error("the histogram has no place");
    await withoutPageLoad(page, async () => {
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.5, { steps: 8 });
      await page.mouse.up();
      await expect(page).toHaveURL(/state=SP.*recency_min=\d+&recency_max=\d+/);
    });
    const { searchParams } = new URL(page.url());
    const days = (await new SegmentsPage(page).column("Last order, days ago")).map(numberIn);
    for (const value of days) {
      expect(value).toBeGreaterThanOrEqual(Number(searchParams.get("recency_min")));
      expect(value).toBeLessThanOrEqual(Number(searchParams.get("recency_max")));
    }
    await page.getByRole("link", { name: "Show all values of recency" }).click();
    await expect(page).toHaveURL(/\/segments\?state=SP$/);
  });

  test("the selected customers of the bars are those of the tile", async ({ page, open }) => {
    await open("/segments?recency_min=50&recency_max=200");
    const rows = page.locator("figure#histogram-orders table tbody tr");
    const counts = await rows.evaluateAll((all) => all.map((row) => row.querySelector("td")?.textContent ?? ""));
    const sum = counts.map(numberIn).reduce((total, count) => total + count, 0);
    expect(sum).toBe(await new SegmentsPage(page).selectedCustomers());
  });
});

test.describe("stale and odd addresses", () => {
  test("the scatter of one measure is put right and told", async ({ page, open }) => {
    await open("/segments?sx=orders&sy=orders");
    await expect(page.getByRole("list", { name: "About this address" })).toContainText("two different measures");
    await expect(page.getByRole("heading", { name: "Where customers lie in recency and spend" })).toBeVisible();
  });

  test("one customer has a page without holes", async ({ page, open }) => {
    await open("/segments");
    const id = await page.locator(".table-customers tbody th a").first().getAttribute("href");
    await open(`/segments?id=${id?.split("/").pop()}`);
    await new SegmentsPage(page).expectCustomers(1);
    expect(await page.locator("main").innerText()).not.toMatch(/NaN|Infinity|undefined|null/);
    await expect(page.getByRole("region", { name: "What to do" })).toContainText("suits all of them");
  });
});

test("the tabs lead to movement, scoring and rules and back", async ({ page, open }) => {
  await open("/segments");
  const tabs = page.getByRole("navigation", { name: "Segments, movement, scoring and rules" });
  await withoutPageLoad(page, async () => {
    for (const name of ["Movement", "Scoring", "Rules", "Segments"]) {
      await tabs.getByRole("link", { name }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
      await expect(tabs.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    }
  });
});
