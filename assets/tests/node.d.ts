// The few words of Node that the tests use. Its full types would be a dependency of their own.

declare module "node:test" {
  export function test(name: string, act: () => void | Promise<void>): void;
  export const mock: { timers: { enable(options: { apis: string[]; now?: number }): void; tick(ms: number): void; reset(): void } };
}

declare module "node:assert/strict" {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): void;
  };
  export default assert;
}

declare module "node:process" {
  type Listener = (fault: unknown) => void;
  const process: {
    once(event: "unhandledRejection", listener: Listener): void;
    on(event: "unhandledRejection", listener: Listener): void;
    removeAllListeners(event: "unhandledRejection"): void;
    rawListeners(event: "unhandledRejection"): Listener[];
  };
  export default process;
}

declare module "node:fs" {
  export function readFileSync(path: string, encoding: "utf8"): string;
  export function readdirSync(path: string): string[];
}
