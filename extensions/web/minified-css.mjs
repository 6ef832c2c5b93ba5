// An esbuild plugin: a style sheet imported by TypeScript arrives as its minified text, its own imports in it.
import { build as bundle } from "esbuild";

export const minifiedCss = {
  name: "minified-css",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await bundle({
        entryPoints: [path],
        bundle: true,
        minify: true,
        charset: "utf8",
        write: false,
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};
