/** Stops what the set-up started, PostgreSQL last. */
export default async function tearDown() {
  await globalThis.__tearDown?.();
}
