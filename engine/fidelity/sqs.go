package fidelity

// sqsRules are the rules of queues and messages.
func sqsRules() []Rule {
	const (
		model = "botocore v1.43.67, sqs 2012-11-05"
		guide = "SQS developer guide"
		date  = "2026-11-23"
		// recorded are answers of AWS that were kept by tests.
		recorded = "github localstack/localstack, tests/aws/services/sqs, recorded against AWS 2023-11 to 2024-04"
	)
	return []Rule{
		{"sqs.api", "Members of the operations; all of SQS's are there. ReceiveRequestAttemptId and encryption by KMS are not simulated.", Exact, model, "2026-08-07"},
		{"sqs.attributes", "The attributes that decide times, sizes, order and redrive, in AWS's ranges; MaximumMessageSize is 1 MiB unless set. SqsManagedSseEnabled is kept and shown; the attributes of KMS are refused as not simulated.", Simplified, model + "; " + guide + "; 1 MiB since August 2025", date},
		{"sqs.create-again", "Creating a queue again answers with its URL; other attributes than it has are refused; a deleted name rests for 60 seconds.", Exact, "SQS API reference, CreateQueue, DeleteQueue", date},
		{"sqs.quotas", "1 MiB a message, 120,000 in flight, ten a batch; all queues together hold 256 MB here.", Simplified, guide + ", quotas; the 256 MB are this project's own", date},
		{"sqs.order", "A standard queue delivers in the order in which messages became visible, each once; AWS promises at least once and best-effort order. Short polls see all messages.", Simplified, guide + ", standard queues", date},
		{"sqs.visibility-timeout", "A message that was received is hidden for the visibility timeout, and back if nobody deletes it.", Exact, guide + ", visibility timeout", date},
		{"sqs.change-visibility", "ChangeMessageVisibility acts in a standard queue after the timeout too, until somebody else receives the message.", Exact, recorded, date},
		{"sqs.message-attributes", "Names, types and values of message attributes are checked with AWS's texts; lists are refused as AWS refuses them.", Exact, recorded + "; further texts as github Inqnuam/local-aws-sqs, test, has them", date},
		{"sqs.trace-header", "AWSTraceHeader is the one system attribute that a sender can set; it comes with the message and does not weigh. Nothing is traced.", Simplified, model + "; " + guide + ", message system attributes", date},
		{"sqs.long-poll", "A long poll ends with the first message, or after at most 20 seconds without one.", Exact, guide + ", short and long polling", date},
		{"sqs.retention", "A message is lost when it is older than the queue's retention, 4 days unless set.", Exact, "SQS API reference, CreateQueue", date},
		{"sqs.delete", "A receipt handle of an earlier receive deletes nothing and is no error.", Simplified, "SQS API reference, DeleteMessage: it might not be deleted", date},
		{"sqs.redrive", "A message received maxReceiveCount times goes to the dead-letter queue at the next receive, with its id and its age; a FIFO queue takes its id for the deduplication id.", Exact, guide + ", dead-letter queues, dead-letter queue redrive", date},
		{"sqs.redrive-policy", "What a RedrivePolicy must have, and AWS's refusals of it.", Exact, recorded + "; errors of AWS quoted in public logs (terraform, ansible-collections/community.aws #2321); further members and the doubled dot as github Inqnuam/local-aws-sqs, test, has them", date},
		{"sqs.redrive-allow-policy", "RedriveAllowPolicy: all queues, none, or up to ten by ARN may name a queue as their dead-letter queue.", Exact, model + "; the refusals are worded as github Inqnuam/local-aws-sqs, test, has them", date},
		{"sqs.redrive-allow-refusal", "A source that may not use a dead-letter queue is refused when its RedrivePolicy is set, with words of skylab's own; a policy that was set before goes on to act.", Assumption, "The API reference says who can specify the queue, not how others are refused.", date},
		{"sqs.deduplication", "A FIFO queue takes a deduplication id once in five minutes; order is kept by group, and a group with a message in flight waits.", Exact, guide + ", FIFO delivery logic", date},
		{"sqs.high-throughput", "DeduplicationScope decides where a deduplication id counts; FifoThroughputLimit is kept and shown, but no queue has a quota of throughput here.", Simplified, guide + ", high throughput for FIFO queues; refusals as github cloudfoundry/csb-brokerpak-aws quotes them", date},
		{"sqs.batches", "Batches of up to ten with distinct ids; other mistakes concern their entry only.", Exact, "SQS API reference, SendMessageBatch; texts as in public issues", date},
		{"sqs.service-permission", "A service sends if the queue's policy lets it for that source; a role sends if IAM or the policy lets it.", Exact, guide + ", access management", date},
		{"sqs.access-denied", "A role's calls are checked against IAM and the queue's policy; the refusal names the action in small letters.", Exact, "text as in many public issues", date},
		{"sqs.add-permission", "A permission is a statement of the queue's policy, its label the Sid; with the last statement the policy goes. Any twelve digits are an account.", Simplified, recorded + "; further refusals as moto's tests and github Inqnuam/local-aws-sqs, test, have them; AWS verifies that the accounts exist", date},
		{"sqs.policy-quotas", "A policy has at most 20 statements of 7 actions each and 8,192 bytes; more is OverLimit.", Exact, guide + ", quotas related to policies; texts as github ministryofjustice/cloud-platform-environments #9082 and BishopFox/cloudfoxable #29 quote them", date},
		{"sqs.move-task", "A move task takes what is visible in a dead-letter queue, one active task a queue; it is RUNNING, then COMPLETED, CANCELLING and CANCELLED, or FAILED with the reason. Without a destination each message goes to its source.", Exact, "SQS API reference, StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask; " + recorded + "; " + guide + ", troubleshooting dead-letter queue redrive", date},
		{"sqs.move-task-refusals", "Refusals of move tasks in AWS's words. More than 100 active tasks are refused with words of skylab's own.", Simplified, recorded + "; those about forms, kinds and numbers as github Inqnuam/local-aws-sqs, test, has them", date},
		{"sqs.move-timing", "The first message moves a second after the start, then one at the rate, 500 a second if none was asked for; a task that is being cancelled ends at its next step; after 36 hours it fails, with a reason in skylab's own words.", Assumption, "AWS names the highest rate and the 36 hours, and says that it chooses a rate by the backlog", date},
		{"sqs.move-new-message", "A message that was moved is a new one: new id, age and count of receives; the one who started the task sends it. Moving is not charged here.", Simplified, guide + ", dead-letter queue redrive; that it has no DeadLetterQueueSourceArn any more, and who its sender is, are assumptions", date},
		{"sqs.metrics", "Counts at each call; messages visible, in flight, delayed and the age of the oldest each minute while there are any.", Simplified, guide + ", CloudWatch metrics; AWS reports for six hours after activity", date},
		{"sqs.requests", "Each call is a request, also one that manages queues, and one more for each further 64 KB of its payload. Management counts at the price of standard queues, under the operation's name; what is refused there is free. Lambda's polls of an empty queue are not charged.", Simplified, "SQS pricing, 2026: every action counts as a request; AWS has the price of a FIFO queue for what is done to one, and whether it charges refusals is not documented", date},
	}
}
