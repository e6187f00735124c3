import { expect, test } from "../support/fixtures";
import { SegmentsPage } from "../support/segments-page";

test.describe("wrong addresses", () => {
  test("a page that does not exist offers the ones that do", async ({ page, open, troubles }) => {
    troubles.expect(/404/);
    const answer = await page.request.get("/nowhere");
    expect(answer.status()).toBe(404);
    await open("/nowhere");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
    await page.getByRole("main").getByRole("link", { name: "Segments" }).click();
    await expect(page).toHaveURL(/\/segments$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Segments");
  });

  test("what is not understood is left out and named", async ({ page, open }) => {
    await open("/segments?segment=nonsense&r=9&page=-1&sort=&recency_min=abc");
    await expect(page.getByRole("list", { name: "About this address" }).getByRole("listitem")).not.toHaveCount(0);
    expect(await new SegmentsPage(page).selectedCustomers()).toBeGreaterThan(0);
  });

  test("hostile text stays text", async ({ page, open }) => {
    let dialogs = 0;
    page.on("dialog", (dialog) => {
      dialogs += 1;
      return dialog.dismiss();
    });
    const hostile = encodeURIComponent('"><script>alert(1)</script><img src=x onerror=alert(2)>');
    for (const path of ["/segments", "/cohorts"]) {
      await open(`${path}?segment=${hostile}&state=${hostile}&category=${hostile}&sort=${hostile}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("img[src=x]")).toHaveCount(0);
    }
    expect(dialogs).toBe(0);
  });

  test("a page past the end shows the last one", async ({ page, open }) => {
    await open("/segments?page=4000000000");
    const segments = new SegmentsPage(page);
    const total = (await segments.selectedCustomers()).toLocaleString("en-US");
    await expect(segments.pager).toContainText(`–${total} of ${total}`);
  });

  test("numbers beyond all bounds are no fault", async ({ request }) => {
    const queries = ["recency_min=99999999999999999999", "spent_max=1e309", "page=0", "orders_min=-5", "a=%ff%00", "segment=" + "x".repeat(5000)];
    for (const query of queries) {
      for (const path of ["/segments", "/cohorts"]) {
        const answer = await request.get(`${path}?${query}`);
        expect(answer.status(), `${path}?${query.slice(0, 60)}`).toBeLessThan(500);
      }
    }
  });

  test("another site cannot ask in the visitor's name", async ({ request }) => {
    const headers = { "Sec-Fetch-Site": "cross-site", "Content-Type": "application/json" };
    const answer = await request.post("/api/segments", { headers, data: { filter: {}, axes: null } });
    expect(answer.status()).toBe(403);
  });
});
