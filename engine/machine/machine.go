// Package machine is what happens inside a computer that serves requests: a CPU
// whose vCPUs are shared among jobs, and an application whose workers take
// requests while others wait. An EC2 instance, a task and a pod are all such
// computers.
//
// It knows neither AWS nor the queue of events: it is told what happens and
// when, and says what comes next. Whoever owns a CPU schedules one event at
// Next, asks Finish when that is due, and schedules anew after each change. An
// application does not own the CPU, for a request may wait for something else
// while it holds its worker.
//
// All arithmetic is in whole numbers, so it is the same on every architecture,
// and does not drift however long it goes on.
package machine
