import { parseCsv } from "../support/csv";
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

test.describe("what the page can be asked", () => {
  for (const [name, grain] of [["Weeks", "week"], ["Quarters", "quarter"]] as const) {
    test(`${name.toLowerCase()}: the figures open as many customers, and the address holds the choice`, async ({ page, open }) => {
      await open("/cohorts");
      await withoutPageLoad(page, async () => {
        await page.getByRole("navigation", { name: "How long a period is" }).getByRole("link", { name }).click();
        await expect(page).toHaveURL(new RegExp(`grain=${grain}`));
        await expect(page.getByRole("region", { name: new RegExp(`by ${grain} of the first order`) })).toBeVisible();
      });
      await page.reload();
      const cell = page.locator(".heat-map tbody tr:not(.mean-row) td[title]:nth-child(n + 4):has(a)").first();
      const count = numberIn((await cell.getAttribute("title")) ?? "");
      await cell.getByRole("link").click();
      await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
      await page.goBack();
      await expect(page.getByRole("link", { name })).toHaveAttribute("aria-current", "true");
    });
  }

  test("each measure has its figures and its unit", async ({ page, open }) => {
    await open("/cohorts");
    const january = page.locator(".heat-map tbody tr:not(.mean-row)").nth(3);
    const size = numberIn(await january.locator(".sticky-size").innerText());
    const first = january.locator("td[title]").first();
    for (const [name, slug, unit] of [
      ["Customers", "customers", "Customers who ordered"],
      ["Orders", "orders", "Orders"],
      ["Revenue", "revenue", "Revenue in R$"],
      ["Value so far: revenue until then per acquired customer", "ltv", "Revenue so far per customer in R$"],
    ] as const) {
      await page.getByRole("navigation", { name: "What the cells say" }).getByRole("link", { name, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`measure=${slug}`));
      await expect(page.locator(".heat-map-axis")).toContainText(unit);
      if (slug === "customers") expect(numberIn(await first.innerText())).toBe(size);
      if (slug === "orders") expect(numberIn(await first.innerText())).toBeGreaterThanOrEqual(size);
    }
  });

  test("the share who never came back opens these customers", async ({ page, open }) => {
    await open("/cohorts");
    const figure = page.locator(".heat-map-finding").getByRole("link");
    const count = numberIn(await figure.innerText());
    await figure.click();
    await expect(page).toHaveURL(/orders_max=1/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(count);
  });

  test("first purchases filter the page and open their customers", async ({ page, open }) => {
    await open("/cohorts");
    await page.locator("#first-category").click();
    const choice = page.getByRole("list", { name: "Category of the first purchase" }).getByRole("link").first();
    const count = numberIn(await choice.locator(".choice-count").innerText());
    await choice.click();
    await expect(page).toHaveURL(/first_category=/);
    await expect(page.locator("#first-category")).toBeFocused();
    await expect(page.getByRole("main").getByText(new RegExp(`^${count.toLocaleString("en-US")}\\scustomers? of `))).toBeVisible();
    const returned = page.getByRole("region", { name: "First purchases by category" }).getByRole("link", { name: /and came back$/ }).first();
    const back = numberIn(await returned.innerText());
    await returned.click();
    await expect(page).toHaveURL(/orders_min=2/);
    await expect.poll(() => new CustomersPage(page).customers()).toBe(back);
  });

  test("another month is followed over time", async ({ page, open }) => {
    await open("/cohorts");
    await withoutPageLoad(page, async () => {
      await page.getByRole("navigation", { name: "Which period after the first order" }).getByRole("link", { name: "Month 3" }).click();
      await expect(page).toHaveURL(/month=3/);
      await expect(page.getByRole("heading", { name: /^Month 3/ })).toBeVisible();
    });
  });

  test("the payback is said in a sentence", async ({ page, open }) => {
    await open("/cohorts");
    const form = page.getByRole("form", { name: "Cost and margin" });
    await withoutPageLoad(page, async () => {
      await form.getByLabel("Cost to win a customer (R$)").fill("1");
      await form.getByLabel("Margin (% of revenue)").fill("50");
      await form.getByRole("button", { name: "Show payback" }).click();
      await expect(page.getByRole("heading", { name: /^A cost of R\$\s1\.00 per customer is paid back in month 0/ })).toBeVisible();
    });
    await form.getByLabel("Cost to win a customer (R$)").fill("99999");
    await form.getByRole("button", { name: "Show payback" }).click();
    await expect(page.getByRole("heading", { name: /is not paid back within the \d+\smonths seen/ })).toBeVisible();
  });

  test("a percentage cannot be typed as a fraction", async ({ page, open }) => {
    await open("/cohorts?margin=0.25&grain=fortnight");
    const notices = page.getByRole("list", { name: "About the choices of this page" });
    await expect(notices).toContainText("25 means 25 %");
    await expect(notices).toContainText("fortnight");
    await expect(page.getByLabel("Margin (% of revenue)")).toHaveAttribute("aria-invalid", "true");
  });

  test("the file holds what is shown", async ({ page, open }) => {
    await open("/cohorts?grain=quarter&measure=customers&state=SP");
    const sizes = await page.locator(".heat-map tbody tr:not(.mean-row) .sticky-size").allInnerTexts();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV" }).click();
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const [header = [], ...rows] = parseCsv(Buffer.concat(chunks).toString("utf8"));
    const column = (row: string[], name: string) => row[header.indexOf(name)] ?? "";
    const firsts = rows.filter((row) => column(row, "period") === "0" && column(row, "cohort") !== "weighted mean");
    expect(firsts.map((row) => Number(column(row, "size")))).toEqual(sizes.map(numberIn));
    for (const row of rows) {
      expect(column(row, "grain")).toBe("quarter");
      expect(column(row, "measure")).toBe("customers");
    }
    for (const row of firsts) expect(column(row, "value")).toBe(column(row, "customers"));
  });

  test("a file of a misread address is refused", async ({ request }) => {
    const answer = await request.get("/export/cohorts.csv?grain=fortnight");
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).toContain("fortnight");
  });

  test("arrow keys lead through the figures", async ({ page, open }) => {
    await open("/cohorts");
    const figures = page.locator(".heat-map a.drill");
    await figures.first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(figures.nth(1)).toBeFocused();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    const sizes = page.locator(".heat-map .sticky-size a.drill");
    await expect(sizes.nth(1)).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(sizes.first()).toBeFocused();
  });
});

test.describe("cohorts without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("choices are links, and the payback is a form", async ({ page, open }) => {
    await open("/cohorts?state=SP");
    await page.getByRole("link", { name: "Weeks" }).click();
    await expect(page).toHaveURL(/state=SP.*grain=week/);
    await page.getByLabel("Cost to win a customer (R$)").fill("1");
    await page.getByRole("button", { name: "Show payback" }).click();
    await expect(page).toHaveURL(/grain=week/);
    await expect(page.getByRole("heading", { name: /is paid back in week 0/ })).toBeVisible();
    await page.locator("#first-category").click();
    await page.getByRole("list", { name: "Category of the first purchase" }).getByRole("link").first().click();
    await expect(page).toHaveURL(/first_category=/);
  });
});
