import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "@playwright/test";
import { expect, test } from "../support/fixtures";
import { numberIn } from "../support/segments-page";

/** A chart of the kit, as a person meets it. */
class ChartOnPage {
  readonly figure: Locator;

  constructor(
    readonly page: Page,
    readonly id: string,
  ) {
    this.figure = page.locator(`#${id}`);
  }

  /** The drawing that is shown. */
  get drawing(): Locator {
    return this.figure.locator(".chart-picture > svg:visible");
  }

  get marks(): Locator {
    return this.drawing.locator("[data-mark]");
  }

  mark(index: number): Locator {
    return this.drawing.locator(`[data-mark="${index}"]`);
  }

  /** The width that it was drawn for. */
  async drawnWidth(): Promise<number> {
    return Number((await this.drawing.getAttribute("viewBox"))?.split(" ")[2]);
  }

  /** The cells of the table below it, row by row. */
  async rows(): Promise<string[][]> {
    const rows = this.figure.locator("tbody tr");
    const cells = (row: Element) => Array.from(row.children, (cell) => cell.textContent ?? "");
    return Promise.all((await rows.all()).map((row) => row.evaluate(cells)));
  }

  /** Waits until the code of charts is loaded. */
  async untilLive(): Promise<this> {
    await expect(this.figure).toHaveClass(/is-live/);
    await this.figure.scrollIntoViewIfNeeded();
    return this;
  }

  /** Drags from the middle of one mark to the middle of another. */
  async drag(from: number, to: number): Promise<void> {
    const [start, end] = [await this.middleOf(from), await this.middleOf(to)];
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
    await this.page.mouse.move(end.x, end.y);
    await this.page.mouse.up();
  }

  private async middleOf(index: number): Promise<{ x: number; y: number }> {
    const box = await this.mark(index).boundingBox();
    if (!box) throw new Error(`mark ${index} is not on the screen`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}

const tooltip = (page: Page) => page.locator(".chart-tooltip:popover-open");

const downloaded = async (download: Download) => readFile(await download.path());

test.describe("a chart", () => {
  test("says what a mark is to the pointer", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-columns").untilLive();
    await chart.mark(2).hover();
    await expect(tooltip(page)).toContainText("Potential Loyalist");
    await expect(tooltip(page)).toContainText("1,600 customers");
    const box = await tooltip(page).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 1280, "inside the window").toBe(true);
    await page.keyboard.press("Escape");
    await expect(tooltip(page)).toHaveCount(0);
  });

  test("is walked through by keyboard, and Enter follows a mark", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-columns").untilLive();
    await chart.drawing.focus();
    await page.keyboard.press("ArrowRight");
    await expect(chart.mark(0)).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(chart.mark(2)).toBeFocused();
    await expect(tooltip(page)).toContainText("Potential Loyalist");
    await page.keyboard.press("End");
    await expect(chart.mark(10)).toBeFocused();
    await page.keyboard.press("Home");
    await expect(chart.mark(0)).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await expect(chart.drawing, "the Tab key stops once per chart").toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/customers\?segment=champions$/);
  });

  test("lets arrow keys move over a plane", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-heat-map").untilLive();
    await chart.mark(0).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    // Twelve cells in the first row; then the second of the next.
    await expect(chart.mark(13)).toBeFocused();
    await expect(tooltip(page)).toContainText("Feb 2017, 1\u00a0month later");
  });

  test("has a table with the figures of its marks", async ({ page, open }) => {
    await open("/kit");
    const columns = await new ChartOnPage(page, "kit-columns").untilLive();
    const labels = await columns.marks.evaluateAll((marks) => marks.map((mark) => mark.getAttribute("aria-label")));
    const rows = await columns.rows();
    expect(rows.map(([name, value, part]) => `${name}: ${value}, ${part}`)).toEqual(labels);

    const scatter = new ChartOnPage(page, "kit-scatter");
    const spec = JSON.parse((await scatter.figure.locator("script").textContent()) ?? "");
    const bins: { count: number }[] = spec.kind.scatter.marks.bins;
    const cells = (await scatter.rows()).flatMap((row) => row.slice(1).map(numberIn));
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
    expect(sum(cells)).toBe(sum(bins.map((bin) => bin.count)));
    expect(await scatter.marks.count()).toBe(bins.length);
  });

  test("is drawn anew at another width without a request and without moving anything", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-line").untilLive();
    const frame = chart.figure.locator(".chart-box");
    const height = (await frame.boundingBox())?.height;
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    for (const width of [900, 480, 360]) {
      await page.setViewportSize({ width, height: 720 });
      await expect
        .poll(async () => {
          const place = (await frame.boundingBox())?.width ?? 0;
          return Math.abs((await chart.drawnWidth()) / place - 1);
        })
        .toBeLessThan(0.05);
      expect((await frame.boundingBox())?.height).toBe(height);
    }
    expect(requests).toEqual([]);
  });

  test("keeps the focus when it is drawn anew", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-columns").untilLive();
    await chart.mark(0).focus();
    await page.keyboard.press("ArrowRight");
    const before = await chart.drawnWidth();
    await page.setViewportSize({ width: 700, height: 720 });
    await expect.poll(() => chart.drawnWidth()).not.toBe(before);
    await expect(chart.mark(1)).toBeFocused();
  });
});

test.describe("a range of a chart", () => {
  test("is chosen by dragging over bars, and taken back by a double click", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-histogram").untilLive();
    await chart.drag(3, 6);
    await expect(page).toHaveURL(/\/kit\?recency_min=90&recency_max=209$/);
    await (await chart.untilLive()).mark(3).dblclick();
    await expect(page).toHaveURL(/\/kit$/);
  });

  test("is chosen by keyboard", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-histogram").untilLive();
    await chart.mark(0).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(chart.figure.locator(".chart-selection")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/kit\?recency_min=30&recency_max=119$/);
  });

  test("has both measures on a scatter", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-scatter").untilLive();
    const box = await chart.drawing.boundingBox();
    if (!box) throw new Error("the chart is not on the screen");
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 4 });
    await expect(chart.figure.locator(".chart-selection")).toBeVisible();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 4 });
    await page.mouse.up();
    await expect(page).toHaveURL(/recency_min=\d+&recency_max=\d+&spent_min=[\d.]+&spent_max=[\d.]+$/);
    const address = new URL(page.url()).searchParams;
    const value = (key: string) => Number(address.get(key));
    expect(value("recency_min")).toBeGreaterThan(60);
    expect(value("recency_max")).toBeLessThan(560);
    expect(value("recency_max") - value("recency_min")).toBeGreaterThan(150);
    expect(value("spent_min")).toBeGreaterThan(5);
    expect(value("spent_max")).toBeLessThan(10_000);
  });

  test("is given up with Escape", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-scatter").untilLive();
    const box = await chart.drawing.boundingBox();
    if (!box) throw new Error("the chart is not on the screen");
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 4 });
    await page.keyboard.press("Escape");
    await expect(chart.figure.locator(".chart-selection")).toHaveCount(0);
    await page.mouse.up();
    await expect(page).toHaveURL(/\/kit$/);
  });

  test("a rectangle leads to its customers", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-scatter").untilLive();
    await chart.mark(200).click();
    await expect(page).toHaveURL(/\/customers\?recency_min=\d+&recency_max=\d+&spent_min=[\d.]+&spent_max=[\d.]+$/);
  });
});

test.describe("a chart as a file", () => {
  test("is an SVG in the colours of the theme, with title and legend", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-scatter").untilLive();
    const waiting = page.waitForEvent("download");
    await chart.figure.getByRole("button", { name: "Download SVG" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe("kit-scatter.svg");
    const svg = (await downloaded(download)).toString("utf8");
    expect(svg).toContain("Recency and spend of many customers");
    expect(svg).toContain("Platinum");
    expect(svg).not.toContain("var(");
    expect(svg, "nothing that only the page understands").not.toMatch(/data-mark|tabindex|class=/);
    expect(svg).toMatch(/fill="rgb\(/);
    expect(svg).toMatch(/font-family="[^"]*Inter/);
  });

  test("is a PNG at twice its size", async ({ page, open }) => {
    await open("/kit");
    const chart = await new ChartOnPage(page, "kit-line").untilLive();
    const waiting = page.waitForEvent("download");
    await chart.figure.getByRole("button", { name: "Download PNG" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe("kit-line.png");
    const png = await downloaded(download);
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    const width = png.readUInt32BE(16);
    expect(Math.abs(width / 2 - ((await chart.drawnWidth()) + 40))).toBeLessThanOrEqual(1);
    expect(png.length).toBeGreaterThan(10_000);
  });
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });
  // A browser without scripts says so of every script that a page would preload.
  test.beforeEach(({ troubles }) => troubles.expect(/^request failed: .*\.js csp$/));

  test("a chart is there, fits a phone, and has its table", async ({ page, open }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open("/kit");
    const chart = new ChartOnPage(page, "kit-columns");
    await expect(chart.drawing).toBeVisible();
    expect(await chart.drawnWidth()).toBeLessThan(400);
    await expect(chart.figure.getByRole("button", { name: "Download SVG" })).toBeHidden();
    await chart.figure.getByText("Show as table").click();
    await expect(chart.figure.getByRole("cell", { name: "1,600 customers" })).toBeVisible();
  });
});
