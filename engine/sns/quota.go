package sns

import "time"

// The limits of SNS (AWS General Reference, SNS endpoints and quotas; API
// reference, Publish and PublishBatch).
const (
	// maxTopics is how many topics an account may have.
	maxTopics = 100_000
	// maxMessage is what a message weighs at most, attributes included, in
	// bytes; for a batch it is the weight of all entries.
	maxMessage = 262_144
	// maxSubject is the length of a subject in characters.
	maxSubject = 100
	// maxBatch is how many messages one PublishBatch takes.
	maxBatch = 10
	// maxDisplayName is the length of a display name in characters.
	maxDisplayName = 100
	// maxTags is how many tags a topic may have.
	maxTags = 50
	// pageSize is how many items a list's page has.
	pageSize = 100
	// maxRawAttributes is how many attributes a message to a queue may have:
	// SQS's limit, which counts where messages are delivered raw.
	maxRawAttributes = 10

	// maxFilterKeys and maxFilterCombinations bound a filter policy (developer
	// guide, filter policy constraints).
	maxFilterKeys         = 5
	maxFilterCombinations = 150

	// deduplicationInterval is how long a FIFO topic remembers a message.
	deduplicationInterval = 5 * time.Minute
	// confirmationPeriod is how long a subscription waits for its confirmation
	// before it is deleted (developer guide, subscribing).
	confirmationPeriod = 48 * time.Hour
)
