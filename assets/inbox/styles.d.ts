// A style that a script brings itself: the build makes it text.

declare module "*.css" {
  const text: string;
  export default text;
}
