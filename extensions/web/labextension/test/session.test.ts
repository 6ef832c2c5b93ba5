import assert from "node:assert/strict";
import { test } from "node:test";
import { mayGoLive, VIEW_MIME } from "../src/session.ts";

const LIVE = { trusted: true, data: { [VIEW_MIME]: { model_id: "1" } } };
const withKernel = (connectionStatus: string) => ({ session: { kernel: { connectionStatus } } });
const CONNECTED = withKernel("connected");

test("a trusted output with a widget goes live when its kernel can be reached", () => {
  assert.equal(mayGoLive(LIVE, CONNECTED), true);
});

test("without a kernel, or while it is being looked for, the file's own walkthrough stays", () => {
  for (const session of [{}, { session: null }, { session: { kernel: null } }, withKernel("connecting")]) {
    assert.equal(mayGoLive(LIVE, session), false);
  }
});

test("nothing runs from a notebook that is not trusted", () => {
  assert.equal(mayGoLive({ ...LIVE, trusted: false }, CONNECTED), false);
});

test("a walkthrough that asks nothing of Python stays as it is", () => {
  assert.equal(mayGoLive({ trusted: true, data: {} }, CONNECTED), false);
  assert.equal(mayGoLive(undefined, CONNECTED), false);
});
