package billing

// messagePrices are those of SQS, SNS, EventBridge and HTTP APIs in us-east-1.
//
// fidelity: billing.apigateway
// fidelity: billing.sqs
// fidelity: billing.sns
// fidelity: billing.eventbridge
func messagePrices() []price {
	const (
		sqs    = "Amazon SQS"
		sns    = "Amazon SNS"
		events = "Amazon EventBridge"
		apis   = "Amazon API Gateway"
	)
	request := requests("Requests")
	standard := []tier{
		{100 * billion, 4_000, "first 100 billion requests a month"},
		{200 * billion, 3_000, "next 100 billion requests a month"},
		{0, 2_400, "over 200 billion requests a month"},
	}
	fifo := []tier{
		{100 * billion, 5_000, "first 100 billion requests a month"},
		{200 * billion, 4_000, "next 100 billion requests a month"},
		{0, 3_500, "over 200 billion requests a month"},
	}
	httpAPI := []tier{
		{300_000_000, 10_000, "first 300 million requests a month"},
		{0, 9_000, "over 300 million requests a month"},
	}
	notifications := requests("Notifications")
	notifications.one, notifications.many = "notification", "notifications"
	chunks := requests("64K-Chunks")
	chunks.one, chunks.many = "event", "events"
	invocations := requests("Invocations")
	invocations.one, invocations.many = "invocation", "invocations"
	return []price{
		{usage: SQSRequests, service: sqs, description: "Requests, standard queues", unit: request, free: freeQueue, tiers: standard},
		{usage: SQSFIFORequests, service: sqs, description: "Requests, FIFO queues", unit: request, free: freeQueue, tiers: fifo},
		{usage: SNSRequests, service: sns, description: "Requests", unit: request, free: freePublish, tiers: flat(5_000)},
		{usage: SNSHTTPDeliveries, service: sns, description: "Notifications over HTTP", unit: notifications, free: freeNotify, tiers: flat(6_000)},
		{usage: EventBridgeEvents, service: events, description: "Custom events", unit: chunks, tiers: flat(10_000)},
		{usage: HTTPAPIRequests, service: apis, description: "Requests, HTTP APIs", unit: request, tiers: httpAPI},
		{usage: SchedulerInvocations, service: events, description: "Scheduler invocations", unit: invocations, free: freeSchedule, tiers: flat(10_000)},
	}
}
