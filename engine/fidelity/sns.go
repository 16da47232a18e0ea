package fidelity

// snsRules are the rules of topics, subscriptions and notifications.
func snsRules() []Rule {
	const (
		model    = "botocore v1.43.67, sns 2010-03-31"
		recorded = "github localstack/localstack, tests/aws/services/sns, recorded against AWS 2023-08 to 2025-10"
		guide    = "SNS developer guide"
	)
	return []Rule{
		{"sns.api", "Members and order of the operations on topics, subscriptions, messages, permissions and tags.", Exact, model, "2026-08-07"},
		{"sns.unsimulated", "SMS, mobile push, Firehose, data protection, encryption, archiving, replay and delivery status logs are not simulated.", Simplified, "Giving such a parameter or attribute is an error that says so.", "2026-11-23"},
		{"sns.errors", "Codes and texts: Topic does not exist (NotFound, 404), Invalid parameter: … (InvalidParameter), ARNs with too few elements.", Exact, recorded, "2025-10-06"},
		{"sns.create-again", "Creating a topic again answers with its ARN; other attributes or tags than it has are refused.", Exact, recorded, "2025-09-29"},
		{"sns.delete-topic", "Deleting a topic deletes its subscriptions, and what is under way is not delivered; deleting none is no error.", Exact, "SNS API reference, DeleteTopic; that nothing under way arrives is its words \"might prevent some messages … from being delivered\"", "2026-08-07"},
		{"sns.topic-attributes", "GetTopicAttributes as AWS shows it, default policy and effective delivery policy included.", Exact, recorded, "2025-09-29"},
		{"sns.topic-attributes-left", "DisplayName, Policy, SignatureVersion, FifoTopic and ContentBasedDeduplication act; the other attributes are refused as not simulated.", Simplified, "Refused with words of skylab's own.", "2026-11-23"},
		{"sns.default-policy", "A new topic's policy lets CloudWatch alarms of the account publish, but neither S3 nor EventBridge nor Lambda's destinations by themselves.", Exact, guide + ", access policies; " + recorded, "2025-09-29"},
		{"sns.policy", "Statements with Effect, Principal, Action, Resource and Condition; a denial wins. A document that AWS cannot read is Policy Error: null.", Simplified, "NotAction, NotPrincipal and NotResource are refused.", "2026-11-23"},
		{"sns.policy-conditions", "String, Arn and Bool conditions on aws:SourceArn, aws:SourceAccount, AWS:SourceOwner, aws:PrincipalArn, aws:PrincipalAccount and aws:SecureTransport.", Simplified, "Other operators are refused; other keys are never present.", "2026-11-23"},
		{"sns.service-permission", "A service publishes if the topic's policy lets it; a role publishes if IAM or the policy lets it.", Exact, guide + ", example cases for access control", "2026-11-23"},
		{"sns.access-denied", "A role's calls are checked against its policies and the topic's: AuthorizationError, 403.", Exact, "text as in many public issues, such as github aws/aws-cdk and serverless; IAM user guide, troubleshoot access denied", "2026-11-23"},
		{"sns.add-permission", "Adds a statement for the accounts' roots; labels are unique, actions of the documented list.", Exact, "SNS API reference, AddPermission; texts from moto's tests", "2026-11-23"},
		{"sns.subscribe", "A queue or function of the account is subscribed at once; subscribing it again is the same subscription, other attributes are refused.", Exact, recorded, "2025-10-06"},
		{"sns.protocols", "Protocols and the endpoints that go with them; FIFO queues need FIFO topics; functions cannot be subscribed to FIFO topics.", Exact, recorded, "2025-10-06"},
		{"sns.pending-confirmation", "E-mail and HTTP endpoints wait for a confirmation that nobody in the world can give, and are deleted after 48 hours.", Simplified, guide + ", subscribing an endpoint", "2026-11-23"},
		{"sns.subscription-attributes", "RawMessageDelivery, FilterPolicy, FilterPolicyScope and RedrivePolicy with AWS's refusals; delivery and replay policies are refused as not simulated.", Exact, recorded, "2025-10-06"},
		{"sns.publish", "Empty and too long messages (256 KiB with attributes), subjects, groups and deduplication ids are refused as AWS refuses them.", Exact, recorded, "2024-09-04"},
		{"sns.publish-batch", "Up to ten messages; ids, sizes and FIFO's demands refuse the batch, other mistakes only their message.", Exact, recorded, "2023-08-24"},
		{"sns.message-structure", "MessageStructure json: a text by protocol with a default.", Exact, recorded, "2023-08-24"},
		{"sns.message-attributes", "Names, types and values of message attributes are checked with AWS's texts; notifications list them by name.", Exact, recorded + "; their order is arbitrary on AWS", "2024-11-15"},
		{"sns.fifo", "FIFO topics: group, deduplication for five minutes by id or content, sequence numbers, delivery in order.", Simplified, "All messages of a topic stay in order, not only those of a group; throughput scopes and limits are not simulated.", "2025-08-18"},
		{"sns.filter-policy", "Filter policies on message attributes (String, String.Array, Number) or on the body, in the language of event patterns; null also accepts an attribute that is not there.", Exact, recorded, "2024-05-15"},
		{"sns.filter-policy-limits", "At most 5 keys and 150 combinations; nested policies only on the body; refusals with AWS's texts.", Exact, guide + ", filter policy constraints; " + recorded, "2024-05-15"},
		{"sns.delivery-latency", "A notification arrives some tens of milliseconds after the publication, each subscription by itself.", Assumption, "AWS publishes no figure.", "2026-11-23"},
		{"sns.retries", "Retries to queues and functions: 3 at once, 2 a second apart, 10 backing off from 1 to 20 s, 100,000 every 20 s; 100,015 in 23 days.", Exact, guide + ", message delivery retries", "2026-11-23"},
		{"sns.client-errors", "An endpoint that is gone or lets SNS not in is not tried again; a throttled or failing one is.", Exact, guide + ", message delivery failure reasons", "2026-11-23"},
		{"sns.dead-letter-queue", "What is given up goes to the subscription's queue if its policy lets SNS in, enveloped as a queue would have got it; else it is lost.", Exact, guide + ", dead-letter queues; " + recorded, "2023-08-24"},
		{"sns.envelope", "The JSON that queues get: members, their order and layout.", Exact, guide + ", HTTP/S notification JSON format; " + recorded, "2023-08-24"},
		{"sns.lambda-event", "The event that functions get: SigningCertUrl and UnsubscribeUrl in these capitals, Subject null where there is none.", Exact, "fact sheet lambda 4.9; " + recorded, "2025-10-06"},
		{"sns.signature", "Signatures look like AWS's and cannot be verified; the certificate's address is that of AWS's examples.", Simplified, "There is no key.", "2026-11-23"},
		{"sns.requests", "Each 64 KB of a publication is a request; other operations are not metered.", Simplified, "AWS counts every request; SNS pricing page for the 64 KB", "2026-11-23"},
		{"sns.metrics", "Namespace AWS/SNS by TopicName: messages published, size, notifications delivered, failed, filtered out, redriven.", Exact, guide + ", monitoring topics with CloudWatch", "2026-11-23"},
	}
}
