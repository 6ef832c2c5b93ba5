// An esbuild plugin: a style sheet imported by TypeScript arrives as its minified text.
import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

export const minifiedCss = {
  name: "minified-css",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
        charset: "utf8",
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};
