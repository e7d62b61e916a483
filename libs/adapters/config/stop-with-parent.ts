/**
 * Ends this process in order when the one that started it is gone. Where a supervisor holds an IPC
 * channel, its death closes the channel, whatever killed it; without one this does nothing. The
 * channel alone does not keep this process from ending.
 */
export function stopWithParent(): void {
  if (process.send === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
