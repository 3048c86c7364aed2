import { expect, test } from "vitest";
import { BEGINNING, type ListById, pagesById } from "./pages.ts";

type Shelf = { ids: number[]; readonly asked: string[]; readonly list: ListById<number> };

function aList(ids: number[], size: number, most = 100): Shelf {
  const shelf: Shelf = {
    ids,
    asked: [],
    list: {
      size,
      most,
      idOf: (id) => (id < 0 ? null : id),
      async read(offset, count) {
        shelf.asked.push(`${offset}+${count}`);
        return { rows: shelf.ids.slice(offset, offset + count), total: shelf.ids.length };
      },
    },
  };
  return shelf;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function readAll(shelf: Shelf, between: (page: number) => void = () => {}, from = BEGINNING): Promise<number[]> {
  const seen: number[] = [];
  let page = 0;
  for await (const { rows } of pagesById(shelf.list, from)) {
    seen.push(...rows);
    page += 1;
    between(page);
  }
  return seen;
}

test.each([0, 1, 2, 9, 10, 11, 99, 100, 101, 250])("a quiet list of %i is read once, in order", async (count) => {
  const shelf = aList(upTo(count), 10);
  expect(await readAll(shelf)).toEqual(upTo(count));
});

test("each page begins with the row that the last one ended with", async () => {
  const shelf = aList(upTo(25), 10);
  await readAll(shelf);
  expect(shelf.asked).toEqual(["0+10", "9+11", "19+11"]);
});

test("no page asks for more than the platform gives", async () => {
  const shelf = aList(upTo(250), 100);
  expect(await readAll(shelf)).toEqual(upTo(250));
  expect(shelf.asked).toEqual(["0+100", "99+100", "198+100"]);
});

test("pages of one row move on", async () => {
  expect(await readAll(aList(upTo(5), 1))).toEqual(upTo(5));
});

test("F19 rows deleted behind the reader do not hide rows before it", async () => {
  const shelf = aList(upTo(300), 50);
  const seen = await readAll(shelf, (page) => {
    if (page === 2) shelf.ids = shelf.ids.filter((id) => id > 20);
  });
  expect(seen).toEqual(upTo(300));
});

test("F19 when most of what was read vanishes, the reader steps back until it stands on known ground", async () => {
  const shelf = aList(upTo(600), 50);
  const seen = await readAll(shelf, (page) => {
    if (page === 8) shelf.ids = shelf.ids.filter((id) => id === 399 || id > 400);
  });
  expect(seen.filter((id) => id > 400)).toEqual(upTo(600).slice(400));
  expect(new Set(seen).size).toBe(seen.length);
});

test("an emptied list ends the reading", async () => {
  const shelf = aList(upTo(30), 10);
  const seen = await readAll(shelf, () => {
    shelf.ids = [];
  });
  expect(seen).toEqual(upTo(10));
});

test("rows that come in behind the reader are not handed on twice", async () => {
  const shelf = aList(
    upTo(40).map((id) => id * 10),
    10,
  );
  const seen = await readAll(shelf, (page) => {
    if (page === 1) shelf.ids = [...upTo(25), ...shelf.ids.filter((id) => id > 25)];
  });
  expect(seen).toEqual(upTo(40).map((id) => id * 10));
});

test("a reading taken up again at its position misses nothing and repeats nothing", async () => {
  const shelf = aList(upTo(95), 10);
  const first: number[] = [];
  let position = BEGINNING;
  for await (const page of pagesById(shelf.list)) {
    first.push(...page.rows);
    position = page.position;
    if (first.length === 30) break;
  }
  shelf.ids = shelf.ids.filter((id) => id > 12);
  expect([...first, ...(await readAll(shelf, () => {}, position))]).toEqual(upTo(95));
});

test.each([1, 3, 10, 50])(
  "F20 rows that are counted but not given do not end the reading (pages of %i)",
  async (size) => {
    const hidden = (id: number) => (id > 20 && id < 45) || id % 7 === 0;
    const list: ListById<number> = {
      ...aList([], size).list,
      read: async (offset, count) => {
        return {
          rows: upTo(120)
            .slice(offset, offset + count)
            .filter((id) => !hidden(id)),
          total: 120,
        };
      },
    };
    const visible = upTo(120).filter((id) => !hidden(id));
    expect(await readAll({ ids: [], asked: [], list })).toEqual(visible);
    const rest = await readAll({ ids: [], asked: [], list }, () => {}, { lastId: 20, passed: 44 });
    expect(rest).toEqual(visible.filter((id) => id > 20));
  },
);

test("a row whose id cannot be told is handed on", async () => {
  const shelf = aList([1, 2, -1, 4], 10);
  expect(await readAll(shelf)).toEqual([1, 2, -1, 4]);
});

test("a list that is not sorted is refused, as rows could get lost in it", async () => {
  await expect(readAll(aList([3, 1, 2], 10))).rejects.toMatchObject({
    kind: "unreadable",
    details: { code: "unsorted_list" },
  });
});
