/** What the tests use of jstat, which has no types of its own. */
declare module 'jstat' {
  const jstat: {
    readonly jStat: {
      /** The regularised incomplete beta function I_x(a, b). */
      ibeta(x: number, a: number, b: number): number;
    };
  };
  export { jstat as default };
}
