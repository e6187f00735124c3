import { expect, test } from "../support/fixtures";
import { OverviewPage } from "../support/overview-page";
import { withoutPageLoad } from "../support/segments-page";

test.describe("the period of the overview", () => {
  test("is chosen without a page load, kept by the address, and taken back", async ({ page, open }) => {
    await open("/");
    const overview = new OverviewPage(page);
    const days = await overview.days.innerText();
    const revenue = await overview.value("Revenue").innerText();
    await withoutPageLoad(page, async () => {
      await overview.bar.getByRole("link", { name: "Last month" }).click();
      await expect(page).toHaveURL(/\/\?period=last-month$/);
      await expect(overview.days).not.toHaveText(days);
    });
    await expect(overview.bar.getByRole("link", { name: "Last month" })).toHaveAttribute("aria-current", "true");
    const chosen = await overview.value("Revenue").innerText();
    expect(chosen).not.toBe(revenue);
    await page.reload();
    await expect(overview.value("Revenue")).toHaveText(chosen);
    await page.goBack();
    await expect(overview.value("Revenue")).toHaveText(revenue);
    await expect(overview.days).toHaveText(days);
  });

  test("may be days of one’s own, sent without a page load", async ({ page, open }) => {
    await open("/?compare=last-year");
    const overview = new OverviewPage(page);
    await overview.bar.getByText("Own days…").click();
    const form = page.getByRole("form", { name: "Days of your own", exact: true });
    await withoutPageLoad(page, async () => {
      await form.getByLabel("From").fill("2018-01-01");
      await form.getByLabel("To").fill("2018-03-31");
      await form.getByRole("button").click();
      await expect(overview.days).toHaveText("1 Jan to 31 Mar 2018, compared with 1 Jan to 31 Mar 2017");
    });
    await expect(page).toHaveURL(/compare=last-year/);
    await expect(page).toHaveURL(/period=between/);
  });

  test("keeps what it is compared with, and the weekdays", async ({ page, open }) => {
    await open("/?period=last-month");
    const overview = new OverviewPage(page);
    await overview.comparison.click();
    await overview.bar.getByRole("link", { name: "a year before" }).click();
    await expect(overview.days).toHaveText("1 to 31 Jul 2018, compared with 1 to 31 Jul 2017");
    await overview.comparison.click();
    await overview.bar.getByRole("link", { name: "Same weekdays" }).click();
    // 364 days earlier is the same weekday.
    await expect(overview.days).toHaveText("1 to 31 Jul 2018, compared with 2 Jul to 1 Aug 2017");
    await overview.bar.getByRole("link", { name: "30 days" }).click();
    await expect(page).toHaveURL(/period=30-days&compare=last-year&weekdays=1$/);
  });

  test("can be chosen with the keyboard, which stays where it was", async ({ page, open }) => {
    await open("/");
    const overview = new OverviewPage(page);
    await overview.bar.getByRole("link", { name: "12 months" }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/period=12-months/);
    await expect(overview.bar.getByRole("link", { name: "12 months" })).toHaveAttribute("aria-current", "true");
    await expect(overview.bar.getByRole("link", { name: "12 months" })).toBeFocused();
    await overview.comparison.press("Enter");
    await expect(overview.bar.getByRole("link", { name: "nothing" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(overview.bar.getByRole("link", { name: "nothing" })).toBeHidden();
  });

  test("without an order says where the orders are", async ({ page, open }) => {
    await open("/?period=between&from=1990-01-01&to=1990-12-31");
    const main = page.getByRole("main");
    await expect(main.getByText("No completed order from 1 Jan to 31 Dec 1990.")).toBeVisible();
    await main.getByRole("link", { name: "Show all time" }).click();
    await expect(new OverviewPage(page).value("Orders")).toHaveText(/\d/);
  });
});

test.describe("an address that says nonsense", () => {
  const notices = (page: OverviewPage["page"]) => page.getByRole("list", { name: "About this address" });

  test("is answered with the default, and what was left out is named", async ({ page, open }) => {
    for (const query of ["period=yesterday", "period=between&from=2018-02-30&to=2018-03-31", "period=between&from=2018-01-01", "compare=x", "weekdays=maybe"]) {
      await open(`/?${query}`);
      await expect(notices(page), query).toBeVisible();
      await expect(new OverviewPage(page).value("Orders"), query).toHaveText(/\d/);
    }
  });

  test("with its days the wrong way round is put right", async ({ page, open }) => {
    await open("/?period=between&from=2018-03-31&to=2018-01-01");
    await expect(notices(page)).toContainText("The first day of the period came after the last; they were swapped.");
    await expect(new OverviewPage(page).days).toContainText("1 Jan to 31 Mar 2018");
  });

  test("stays text", async ({ page, open, request }) => {
    const hostile = encodeURIComponent('"><script>alert(1)</script><img src=x onerror=alert(2)>');
    let dialogs = 0;
    page.on("dialog", (dialog) => {
      dialogs += 1;
      return dialog.dismiss();
    });
    await open(`/?period=${hostile}&compare=${hostile}&from=${hostile}&weekdays=${hostile}`);
    await expect(page.locator("img[src=x]")).toHaveCount(0);
    expect(dialogs).toBe(0);
    for (const query of ["from=%ff%00&period=between", "period=between&from=-262144-01-01&to=262143-12-31", `period=${"9".repeat(20_000)}`]) {
      expect((await request.get(`/?${query}`)).status(), query.slice(0, 60)).toBe(200);
    }
  });
});

test("findings are sentences that lead somewhere", async ({ page, open }) => {
  await open("/?period=last-month");
  const findings = new OverviewPage(page).findings;
  const count = await findings.count();
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(5);
  for (const finding of await findings.all()) {
    await expect(finding.getByRole("paragraph")).toHaveText(/\d.*\.$/);
    const href = (await finding.getByRole("link").getAttribute("href")) ?? "";
    expect((await page.request.get(href)).status(), href).toBe(200);
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("periods are links and days of one’s own a form", async ({ page, open }) => {
    await open("/");
    const overview = new OverviewPage(page);
    await overview.bar.getByRole("link", { name: "Last month" }).click();
    await expect(overview.days).toHaveText("1 to 31 Jul 2018, compared with 1 to 30 Jun 2018");
    await overview.bar.getByText("Own days…").click();
    const form = page.getByRole("form", { name: "Days of your own", exact: true });
    await form.getByLabel("From").fill("2018-05-01");
    await form.getByLabel("To").fill("2018-05-31");
    await form.getByRole("button").click();
    await expect(overview.days).toHaveText("1 to 31 May 2018, compared with 31 Mar to 30 Apr 2018");
  });
});
