// Package sandbox runs learners' JavaScript in virtual machines whose every
// resource is counted: CPU in steps of the interpreter, memory in bytes of its
// heap, output in bytes. Time inside is virtual. A program waits for the world
// by way of Wants, which the caller answers when it likes; there is no clock,
// no goroutine, no file and no network in here.
//
// It is not a Lambda, nor a container: what an environment is, when it is
// frozen, timed out and billed belongs to the packages that use it.
//
// What a program may use: the language up to ES2023; console, timers, fetch,
// URL, TextEncoder and TextDecoder, AbortController, structuredClone, crypto,
// performance, Buffer, process; of Node.js assert, buffer, crypto (digests,
// HMACs, randomness), events, fs (/tmp and /var/task), http, os, path,
// perf_hooks, process, timers, url, util; the clients of the AWS SDK v3 that are listed in
// sdk/commands.txt; and image, which decodes, resizes and encodes for real.
// Not there: Intl, streams, net and https, child processes, worker threads,
// WebAssembly, ciphers.
//
// TypeScript modules (.ts, .mts) run too: their types are taken out when they
// are loaded, by a script under the same budgets; nothing checks the types.
//
// Files: vm.go, turn.go, config.go and package.go are the way in; run.go and
// meter.go the budgets; heap.go and quickjs.go the border to the engine; host*.go
// what scripts may ask of Go, js/ those scripts, of which boot.js is the first;
// snapshot.go and dock.go how VMs begin as copies of what it leaves behind, and
// take turns in memory; recall.go and memo.go how what a program did is recalled.
//
// One invariant: the same Package, Config and calls give the same Turns, byte
// for byte, on every machine of the same word size, in every process.
//
// The engine is QuickJS, compiled from C to Go (modernc.org/libquickjs), used
// without a wrapper: the wrapper modernc.org/quickjs hides the runtime and
// context behind private fields, which would have to be reached by reflection
// to count steps and bytes. What is assumed about the engine is asserted in
// meter_test.go.
package sandbox

// StepsPerPoll is how many steps (calls and jumps) QuickJS takes between two
// polls of its interrupt handler: JS_INTERRUPT_COUNTER_INIT.
const StepsPerPoll = 10_000

// Quantum is the virtual CPU time of one poll, in nanoseconds of a full vCPU:
// 6 ns a step. An assumption, not a measurement of AWS: with it a recursive
// fib(25), 242,785 calls with a jump each, costs 2.9 ms of a full vCPU. The
// compiler of Node.js needs half of that and this interpreter five times that
// in real time. It is used for every kind of step alike.
const Quantum = 60_000

// Costs of what is not a step, in steps. Assumptions, chosen so that no program
// can spend real time without spending virtual time.
const (
	jobSteps  = 100  // a microtask: the continuation of an await, a then
	turnSteps = 1000 // one round of the event loop, which delivers one answer
	callSteps = 20   // a call from the program into the host
	heapBytes = 32   // bytes of heap taken per step
	scanItems = 4    // elements that a native such as indexOf passes per step
	loadBytes = 2    // bytes of source parsed per step
)

// Tolls are steps that a turn's ceiling counts beside those of virtual time,
// so that formatting and copying in a loop without end cannot hold the host
// for a minute. With a byte's toll of 1 they come to what a step costs it.
const (
	lineToll = 500  // a line of output, and each of its bytes
	lostToll = 3000 // one that is dropped, in place of lineToll
	fileToll = 3000 // a file written
)

// RuntimeBase is what a Node.js runtime holds before the learner's first line,
// in bytes, as it shows in AWS's "Max Memory Used". An assumption: hello-world
// functions on nodejs20.x and nodejs22.x report 65 to 75 MB.
const RuntimeBase = 68 << 20

// MaxHeap is the largest real heap a VM may take, whatever the memory setting,
// so that a function of 10,240 MB cannot exhaust the host. Simplified: such a
// function ends with ExitOOM earlier than it would on AWS.
const MaxHeap = 352 << 20

// DefaultMaxPolls is the ceiling of one turn where Config.MaxPolls is 0: 0.3 s
// of a full vCPU, which is more than 4 s at 128 MB.
const DefaultMaxPolls = 5000

// MaxOutput is how many bytes a program may print between two invocations; a
// last line says that the rest is dropped. An assumption, to bound memory.
const MaxOutput = 1 << 20

// wall is what the heap may take beyond the memory setting before allocation
// itself fails. The program is ended at the first step past the setting; the
// margin keeps natives that never poll from meeting a failed allocation.
const wall = 64 << 20

// maxStack is the depth of calls, in slots of the translated C stack; beyond it
// RangeError-like "stack overflow" is thrown. Go aborts the process at about
// 40,000 slots.
const maxStack = 12_000
