package fidelity

// lambdaRules are the rules of functions and their environments. "Sheet" is
// the project's fact sheet on Lambda of 2026-11-22, by section and source tag.
func lambdaRules() []Rule {
	const (
		read = "2026-11-22"
		node = "github aws/aws-lambda-nodejs-runtime-interface-client"
	)
	return []Rule{
		{"lambda.function-states", "Pending → Active, and InProgress → Successful with the old code serving meanwhile; each transition has a new RevisionId. How long they take is assumed: about a second.", Simplified, "Sheet 6.2 [DEV, BC, LS]; times: no source", read},
		{"lambda.package-limits", "50 MB zipped, 250 MB unzipped, with AWS's texts; no folder may lead out of the package.", Exact, "Sheet 1.2, 6.5 [DQ, LS]", read},
		{"lambda.environment-lifecycle", "An environment is prepared, runs init, serves one request at a time, is frozen while idle, and is taken away.", Exact, "Sheet 2.1 [DEV]", read},
		{"lambda.newest-idle-first", "A request goes to the newest idle environment; without one a new environment is started for it.", Assumption, "Sheet 8.1 [SF]: SimFaaS routes so, and fits AWS's measurements", read},
		{"lambda.cold-start-preparation", "Before init, room and code are fetched: about 115 ms and 103 ms per MB of package, neither logged nor billed.", Assumption, "Sheet 2.3 (b) [SH 2021] less 2.3 (a) [LP 2026]", read},
		{"lambda.init-phase", "Init runs at the speed of a full vCPU and may take 10 s; then it is run again within the invocation.", Exact, "Sheet 1.3, 2.1 [LP, DEV]", read},
		{"lambda.init-duration", "The runtime's part of init, by runtime and architecture; the learner's code outside the handler adds its own.", DocumentedRange, "Sheet 2.3 (a) [LP 2026-07-23…08-22]; nodejs20.x taken as nodejs22.x", "2026-08-22"},
		{"lambda.suppressed-init", "After a failed init, a timeout or a crash the next invocation runs init again, within its own timeout and without an Init Duration.", Exact, "Sheet 2.1 [DEV]; order of lines from real logs of 2024 to 2026", read},
		{"lambda.idle-lifetime", "An idle environment is kept for 10 minutes, and any for 2 hours.", Assumption, "Sheet 2.2: AWS publishes no number; measured from 5 to 60 minutes", read},
		{"lambda.cpu-by-memory", "The handler gets memory ÷ 1,769 MB of a vCPU, at most one, as JavaScript uses one.", Exact, "Sheet 1.3 [DQ, AT]", read},
		{"lambda.cpu-time", "CPU time is counted in steps of the interpreter, not measured; what a turn asks of the world happens when its CPU time has passed.", Simplified, "The sandbox's quantum is an assumption", read},
		{"lambda.endless-code", "Code that computes for longer in one turn than its timeout allows, or than 1.2 s of a full vCPU, is taken to run for ever, and ends at its timeout; printing and writing to /tmp count towards that.", Simplified, "So that a loop costs a bounded time of the host", read},
		{"lambda.recursion", "A chain of functions that start each other, directly or by way of S3, is stopped after 16: an event is dropped, a caller that waits gets RecursiveInvocationException. AWS counts the same function, approximately 16 times.", Simplified, "Lambda Developer Guide, recursive loop detection; sheet 6.3, 7 [BC, DEV]", read},
		{"lambda.heap-ceiling", "A program's own heap is at most 352 MiB, whatever the memory setting: above about 420 MB a function that fills its memory ends sooner than on AWS.", Simplified, "So that programs cost a bounded memory of the host", read},
		{"lambda.handler-overhead", "The runtime adds about 1.4 ms to each invocation, and to the first of an environment 0.4 ms and 0.66 ms ÷ share of a vCPU.", DocumentedRange, "REPORT lines of nodejs24.x in public logs, 2026-06 and 2026-07; sheet 2.3 (a) last column [LP]", "2026-08-22"},
		{"lambda.invoke-latency", "The way to the environment and back adds about 12 ms for a synchronous caller; neither logged nor billed.", Assumption, "Sheet 2.2: Wang et al. 2018 saw 25 ms over a network", read},
		{"lambda.sdk-latency", "A service answers a function's call after about 8 ms where it has no figure of its own.", Assumption, "No source", read},
		{"lambda.environment-variables", "The variables that Lambda sets, with example credentials; 4 KB for the function's own, reserved names refused.", Exact, "Sheet 1.1, 2.7 [DQ, LS 2026-02-18]; text on reserved names from general knowledge", read},
		{"lambda.timeout", "A run ends exactly at the configured timeout: Sandbox.Timedout for the caller, Status: timeout in the REPORT line.", Exact, "Sheet 2.6, 2.7 [LOG, LS 2025-11-25]", read},
		{"lambda.out-of-memory", "Beyond the memory setting the process is killed: Runtime.ExitError with signal: killed for the caller, Runtime.OutOfMemory in the REPORT line.", DocumentedRange, "Sheet 2.7 [RIE, LOG 2026-10]; the payload's type of 2026 is not recorded", read},
		{"lambda.process-exit", "process.exit and uncaught errors end the process; the payload names the request and the exit status.", Exact, "Sheet 2.7 [LS 2025-11-24, RIE]", read},
		{"lambda.handler-error", "A thrown error answers errorType, errorMessage and trace, and logs Invoke Error with the stack; the environment lives on.", Exact, node + ", src/utils/error.ts and src/runtime", "2025-11-25"},
		{"lambda.runtime-client", "From nodejs24.x on a handler with three parameters fails in init with Runtime.CallbackHandlerDeprecated, what a handler returns is its answer without a promise, too, and a result that is no JSON is Runtime.JSONStringifyError. Errors that nothing catches are logged as the earlier client does; nodejs24.x prints their stack bare.", Simplified, node + " 4, src/function, src/runtime, src/utils; its issue 175; github aws/aws-lambda-base-images #392 (2026-01)", read},
		{"lambda.never-settles", "A handler whose promise nothing can settle any more ends with Runtime.NodeJsExit.", DocumentedRange, "AWS docs, Troubleshoot invocation issues, Node.js 18 and later; the message is from general knowledge", read},
		{"lambda.response-limit", "A result beyond 6,291,556 bytes is Function.ResponseSizeTooLarge.", Exact, "Sheet 1.2, 2.7 [LS 2025-11-24]", read},
		{"lambda.payload-limits", "A request may have 6 MB, an event 1 MB; a payload must be JSON. The parser's many messages are imitated for unknown words only.", Simplified, "Sheet 1.2, 6.5 [DQ, GK, OLD]", read},
		{"lambda.invocation-types", "RequestResponse answers 200, Event 202 with an empty body, DryRun 204.", Exact, "Sheet 4.1 [BC, LS]", read},
		{"lambda.sync-errors", "A synchronous failure is answered 200 with FunctionError Unhandled, and is not retried by Lambda.", Exact, "Sheet 2.7, 4.1 [LS, BC]", read},
		{"lambda.async-queue", "An event waits some milliseconds in the function's queue, and is delivered at least once; duplicates are not simulated.", Simplified, "Sheet 4.2 [DEV]; the wait is assumed", read},
		{"lambda.async-retries", "A failed event is retried after one minute and after two more.", Exact, "Sheet 4.2 [DEV]", read},
		{"lambda.async-throttle", "A throttled event goes back to the queue for 1 s, doubling to 5 minutes, for at most 6 hours.", DocumentedRange, "Sheet 4.2 [DEV]; that it doubles is assumed", read},
		{"lambda.account-concurrency", "1,000 requests at a time in the Region, shared by all functions, and 10,000 a second; beyond that 429 with its Reason.", Exact, "Sheet 3 [DQ, BC, LS]", read},
		{"lambda.client-retries", "The AWS CLI tries a throttled call twice more before it says so, with \"(reached max retries: 2)\" in the message; here it says so at once.", Simplified, "AWS CLI user guide, retries; sheet 4.1", read},
		{"lambda.scaling-rate", "A function starts at most 1,000 environments in 10 seconds: a bucket refilled continuously. The Reason given for it is assumed.", DocumentedRange, "Sheet 3 [DEV, DQ]", read},
		{"lambda.log-stream", "Each environment writes a log stream of its own: date, version and 32 hexadecimal digits.", Exact, "Sheet 2.6 [OLD]", read},
		{"lambda.log-permission", "A function whose role may not write logs runs, and leaves no log.", Exact, "AWS docs, AWSLambdaBasicExecutionRole", read},
		{"lambda.console-lines", "console lines have instant, request id, level and text, parted by tabs; JSON format is not simulated.", Exact, node + ", src/logging", "2025-11-25"},
		{"lambda.report-line", "INIT_START, START, END, REPORT and INIT_REPORT as AWS writes them.", Exact, "Sheet 2.6 [LS 2025-11-24, DEV, LOG]; real logs of 2024 to 2026", read},
		{"lambda.billed-duration", "Billed Duration is Duration and Init Duration together, rounded up to 1 ms.", Exact, "Sheet 2.4 [WEB 2025-04, DEV, LOG]", read},
		{"lambda.metering", "Each run is metered: a request, GB-seconds by architecture, /tmp beyond 512 MB. A failed init before the first invocation is not.", Simplified, "Sheet 5.1 [PR]", read},
		{"lambda.event-chunks", "An event counts as one request for its first 256 KB and one more for each further 64 KB, each time it is run.", DocumentedRange, "Sheet 5.1 [PR]; for retries no source", read},
		{"lambda.metrics", "Invocations, Errors, Throttles, Duration, ConcurrentExecutions and those of asynchronous events, by function name.", Simplified, "Sheet 7 [DEV]; of the account-wide ones ConcurrentExecutions only", read},
		{"lambda.resource-policy", "Statements with a principal, an action and AWS's conditions on source and URL.", Exact, "Sheet 6.1, 6.5 [BC, LS]", read},
		{"lambda.service-permission", "A service such as S3 may invoke a function only with a statement for its principal that fits the ARN of the source.", Exact, "Sheet 4.3, 4.6 [LS 2025-01]", read},
		{"lambda.reserved-concurrency", "A reservation is the function's own, in both directions: nobody else can use it, and the function cannot use more; 0 stops it; 100 of the account stay unreserved.", Exact, "Sheet 3 [DEV, AT, BC]", read},
		{"lambda.request-rate", "Synchronous requests are limited to ten a second for each unit of concurrency, of the account or of the reservation; a second's worth may come at once.", Simplified, "Sheet 3 [DQ, AT]; the burst is an assumption", read},
		{"lambda.function-url", "https requests to the URL run the function; Cors and response streaming are not simulated, and no request is signed.", Simplified, "Sheet 4.7", read},
		{"lambda.url-two-grants", "A URL with AuthType NONE needs two statements, InvokeFunctionUrl and InvokeFunction; otherwise 403.", Exact, "Sheet 4.7 [AT], since October 2025", read},
		{"lambda.url-event", "Payload format 2.0; parts that the request lacks are left out.", Exact, "Sheet 4.7 [SAM, GO, OLD]", read},
		{"lambda.url-body", "The body of a request comes as text for text, JSON, JavaScript and XML, and in base64 for any other type, forms among them.", DocumentedRange, "github brefphp/bref #631, LeanerCloud/CUDly #1483; the list of types is from general knowledge", read},
		{"lambda.url-response", "A result with a statusCode shapes the response, any other is the body of a 200; a failed function is 502.", DocumentedRange, "Sheet 4.7 [OLD, AT]; the text of the 502 is from general knowledge", read},
	}
}
