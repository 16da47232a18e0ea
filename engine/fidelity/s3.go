package fidelity

// s3Rules are the rules of buckets, objects and notifications.
func s3Rules() []Rule {
	const model = "botocore v1.43.67, s3 2006-03-01"
	return []Rule{
		{"s3.api", "Members and order of the bucket and object operations.", Exact, model, "2026-08-07"},
		{"s3.errors", "Error codes and texts of the operations, HTTP status included.", Exact, "S3 API reference, error responses", "2026-11-22"},
		{"s3.create-again", "Creating a bucket that one owns succeeds in us-east-1 and changes nothing; elsewhere it is BucketAlreadyOwnedByYou.", Exact, model, "2026-08-07"},
		{"s3.names-in-account", "Bucket names are checked against AWS's naming rules, but no other account has taken one.", Simplified, "Names are global on AWS: BucketAlreadyExists.", "2026-11-22"},
		{"s3.etag", "An object's ETag is the MD5 of its bytes in quotes, of one that came in parts the MD5 of their MD5s and their number; its default checksum is CRC64NVME.", Exact, "S3 user guide, checking object integrity", "2026-11-22"},
		{"s3.room", "The objects of an account may weigh 256 MiB together, 1 KiB counted for each beside its bytes.", Simplified, "S3 has no such limit; the host's memory has.", "2026-11-23"},
		{"s3.consistency", "Reads and lists see every write at once.", Exact, "S3 user guide, strong read-after-write consistency", "2026-11-22"},
		{"s3.encoding-type", "With EncodingType url lists write keys, prefixes, delimiters and markers URL-encoded, a space as + and slashes as they are.", Assumption, "S3 API reference, ListObjectsV2; which characters are encoded is taken from the keys in notifications.", "2026-11-23"},
		{"s3.range", "Range takes one range of bytes and answers 206; what is no single range is passed over, and one that begins behind the end is InvalidRange. A part comes without a checksum.", Exact, "S3 API reference, GetObject; RFC 9110, 14.2", "2026-11-23"},
		{"s3.part-number", "PartNumber reads one of the parts in which an object came, answers 206 and tells how many there are; an object that came whole is its only one. InvalidPartNumber beyond them; not together with Range.", Assumption, "S3 API reference, GetObject and HeadObject; texts as a compatible server has them. That the parts of an upload whose numbers have gaps are counted anew is an assumption.", "2026-11-23"},
		{"s3.conditional-reads", "If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since of reads: 412 PreconditionFailed or 304, an ETag before a time.", Exact, "S3 API reference, GetObject; RFC 9110, 13.2.2", "2026-11-23"},
		{"s3.checksums", "An object keeps one checksum: CRC32, CRC32C, CRC64NVME, SHA1 or SHA256, the one that its writer gives or asks for; a wrong one is BadDigest. Readers that set ChecksumMode get it.", Exact, "S3 user guide, checking object integrity; MD5, SHA512 and XXHASH are not simulated", "2026-11-23"},
		{"s3.multipart", "Multipart upload: parts 1 to 10,000 in any order, all but the last of 5 MiB or more, completed by number and ETag. NoSuchUpload, InvalidPart, InvalidPartOrder and EntityTooSmall; a bucket with uploads in progress can be deleted.", Exact, "S3 API reference, CompleteMultipartUpload; S3 user guide, multipart upload limits", "2026-11-23"},
		{"s3.multipart-checksums", "An upload's checksum is of the whole object or composite, by its algorithm; composite ones ask for each part's at the end.", Exact, "S3 user guide, checking object integrity; the texts of the refusals are as others quote them, and a part that gives no checksum gets one.", "2026-11-23"},
		{"s3.unsimulated", "Versioning, ACLs, bucket policies, encryption settings, tags and storage classes other than STANDARD are not simulated.", Simplified, "Giving such a parameter is an error that says so.", "2026-11-22"},
		{"s3.access-denied", "A role's calls are checked against its policies; the refusal is worded as AWS words it. A missing key shows as AccessDenied to who may not list the bucket.", Exact, "S3 user guide, troubleshooting 403; messages as quoted in github aws-samples/serverless-patterns #2457", "2024-08-29"},
		{"s3.notification-record", "The event's JSON: eventVersion 2.5, event names without s3:, URL-encoded key, quotes stripped from eTag.", Exact, "S3 user guide, event message structure; fact sheet lambda 4.6", "2026-11-22"},
		{"s3.notification-overlap", "Two configurations that share an event type and overlap in prefix and in suffix are refused with AWS's text.", Exact, "S3 user guide, event notification filtering; text as in github aws/aws-cli #2387", "2026-11-22"},
		{"s3.notification-validation", "When a configuration is put each destination is asked: it must exist and its policy must let the bucket in; one refusal names all that do not, numbered.", Exact, "github localstack/localstack, test_s3_notifications_*, recorded against AWS 2023-08; what is said of FIFO queues is an assumption", "2023-08-05"},
		{"s3.test-event", "Topics and queues get s3:TestEvent when a configuration is put; functions and EventBridge do not.", Exact, "S3 user guide, event message structure", "2026-11-23"},
		{"s3.eventbridge-event", "With EventBridge switched on every change goes to the default event bus, at once: AWS says that switching on takes about five minutes.", Simplified, "S3 user guide, EventBridge event message structure; recorded against AWS 2023-08", "2026-11-23"},
		{"s3.notification-delay", "A notification is delivered once, a fraction of a second after the write.", Assumption, "AWS: typically within seconds, at least once, in any order.", "2026-11-22"},
		{"s3.requests", "Requests are charged by class to the bucket that they name, also when they are refused with a 4xx status; ListBuckets to the account. Not charged are DELETE, 5xx, a bucket that does not exist, and Lambda's own read of a code package.", Simplified, "S3 user guide, \"Billing for Amazon S3 error responses\" and \"Understanding your AWS billing and usage reports\"; that HeadBucket is of the cheaper class is an assumption; the guide's list of codes that are not billed is longer.", "2026-11-23"},
		{"s3.storage", "Storage is the bytes of the objects' bodies, and of the parts of uploads in progress, at each full hour.", Simplified, "Amazon S3 FAQs: TimedStorage-ByteHrs, \"all object data and metadata\"; keys and metadata are left out here", "2026-11-23"},
		{"s3.latency", "What a call from a function takes: first byte, and then by size.", Assumption, "S3 user guide names 100-200 ms as usual first-byte latency of small objects; the shape is assumed.", "2026-11-22"},
	}
}
