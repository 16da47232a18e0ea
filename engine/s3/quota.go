package s3

// The limits of S3 (S3 user guide, object keys; S3 API reference,
// ListObjectsV2).
const (
	// maxKey is the length of a key in bytes of UTF-8.
	maxKey = 1024
	// maxList is how many keys and prefixes one page lists.
	maxList = 1000
	// maxDelete is how many objects one DeleteObjects names.
	maxDelete = 1000
	// maxMetadata is how many bytes of UTF-8 the names and values of an object's
	// own metadata have (S3 user guide, working with object metadata).
	maxMetadata = 2048
	// maxPart is the highest number of a part, and minPart the bytes that each
	// part but the last must have (S3 user guide, multipart upload limits).
	maxPart = 10000
	minPart = 5 << 20

	// maxHeld is how much the objects of an account may weigh together.
	maxHeld = 256 << 20
	// objectWeight is what an object weighs beside its bytes.
	objectWeight = 1 << 10
)
