import { CustomersPage } from "../support/customers-page";
import { expect, test } from "../support/fixtures";
import { numberIn, withoutPageLoad } from "../support/segments-page";

test.describe("the heat map", () => {
  test("opens the customers of a cohort", async ({ page, open }) => {
    await open("/cohorts");
    const size = page.locator(".heat-map tbody tr:not(.mean-row) .sticky-size").nth(3).getByRole("link");
    const count = numberIn(await size.innerText());
    await size.click();
    await expect(page).toHaveURL(/\/customers\?first_min=\d{4}-\d\d-01&first_max=/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("opens those who came back in a month", async ({ page, open }) => {
    await open("/cohorts");
    // The first cell after month 0 in which somebody came back.
    const cell = page.locator(".heat-map tbody tr:not(.mean-row) td[title]:nth-child(n + 4):has(a)").first();
    const count = numberIn((await cell.getAttribute("title")) ?? "");
    await cell.getByRole("link").click();
    await expect(page).toHaveURL(/first_min=.*ordered_min=/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("takes the filter of the page along", async ({ page, open }) => {
    await open("/cohorts?state=SP");
    const size = page.locator(".heat-map tbody tr:not(.mean-row) .sticky-size").first().getByRole("link");
    const count = numberIn(await size.innerText());
    await size.click();
    await expect(page).toHaveURL(/state=SP/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("follows the filter without a page load", async ({ page, open }) => {
    await open("/cohorts");
    const shown = page.getByRole("main").getByText(/^All [\d,]+/);
    await expect(shown).toBeVisible();
    await withoutPageLoad(page, async () => {
      const filters = page.getByRole("form", { name: "Filter customers" });
      await filters.locator("summary").filter({ hasText: "Segment" }).click();
      await filters.getByRole("checkbox", { name: "Promising" }).check();
      await expect(page).toHaveURL(/segment=promising/);
      await expect(page.getByRole("main").getByText(/^[\d,]+\scustomers? of [\d,]+$/)).toBeVisible();
    });
  });

  test("says so where nobody matches", async ({ page, open }) => {
    await open("/cohorts?spent_min=99999999");
    await expect(page.getByText("No customer matches these filters.")).toBeVisible();
  });
});
