package s3

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// fidelity: s3.api
// fidelity: s3.unsimulated
func (s *Service) bucketOperations() []aws.Operation {
	return []aws.Operation{
		charged(s, aws.Operation{
			Service: "s3api", Name: "CreateBucket", HTTP: "PUT /{Bucket}",
			Doc:    "Creates a bucket.",
			Errors: []string{"BucketAlreadyExists", "BucketAlreadyOwnedByYou", "InvalidBucketName"},
			Unsimulated: []string{"ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP",
				"ObjectLockEnabledForBucket", "ObjectOwnership", "BucketNamespace",
				"CreateBucketConfiguration.Location", "CreateBucketConfiguration.Bucket", "CreateBucketConfiguration.Tags"},
		}, billing.S3Writes, func(in *CreateBucketInput) string { return in.Bucket }, s.createBucket),
		aws.Op(aws.Operation{
			Service: "s3api", Name: "DeleteBucket", HTTP: "DELETE /{Bucket} 204",
			Doc:         "Deletes a bucket that holds no objects.",
			Errors:      []string{"NoSuchBucket", "BucketNotEmpty"},
			Unsimulated: []string{"ExpectedBucketOwner"},
		}, s.deleteBucket),
		charged(s, aws.Operation{
			Service: "s3api", Name: "ListBuckets", ReadOnly: true, HTTP: "GET /",
			Doc:         "Lists the buckets of the account.",
			Unsimulated: []string{"BucketRegion"},
		}, billing.S3Writes, func(*ListBucketsInput) string { return account }, s.listBuckets),
		charged(s, aws.Operation{
			Service: "s3api", Name: "HeadBucket", ReadOnly: true, HTTP: "HEAD /{Bucket}",
			Doc:         "Tells whether a bucket exists and may be accessed.",
			Errors:      []string{"404", "403"},
			Unsimulated: []string{"ExpectedBucketOwner"},
		}, billing.S3Reads, func(in *HeadBucketInput) string { return in.Bucket }, s.headBucket),
		charged(s, aws.Operation{
			Service: "s3api", Name: "ListObjectsV2", ReadOnly: true, HTTP: "GET /{Bucket}?list-type=2",
			Doc:         "Lists the objects of a bucket, up to 1,000 a page.",
			Errors:      []string{"NoSuchBucket", "InvalidArgument"},
			Unsimulated: []string{"RequestPayer", "ExpectedBucketOwner", "OptionalObjectAttributes"},
		}, billing.S3Writes, func(in *ListObjectsV2Input) string { return in.Bucket }, s.listObjectsV2),
		charged(s, aws.Operation{
			Service: "s3api", Name: "ListObjects", ReadOnly: true, HTTP: "GET /{Bucket}",
			Doc:         "Lists the objects of a bucket as old clients do; ListObjectsV2 is the one to use.",
			Errors:      []string{"NoSuchBucket", "InvalidArgument"},
			Unsimulated: []string{"RequestPayer", "ExpectedBucketOwner", "OptionalObjectAttributes"},
		}, billing.S3Writes, func(in *ListObjectsInput) string { return in.Bucket }, s.listObjects),
		charged(s, aws.Operation{
			Service: "s3api", Name: "GetBucketLocation", ReadOnly: true, HTTP: "GET /{Bucket}?location",
			Doc:         "Returns the Region of a bucket.",
			Errors:      []string{"NoSuchBucket"},
			Unsimulated: []string{"ExpectedBucketOwner"},
		}, billing.S3Reads, func(in *GetBucketLocationInput) string { return in.Bucket }, s.getBucketLocation),
	}
}

func (s *Service) objectOperations() []aws.Operation {
	headers := []string{"Expires", "WebsiteRedirectLocation"}
	sums := []string{"ChecksumSHA512", "ChecksumMD5", "ChecksumXXHASH64", "ChecksumXXHASH3", "ChecksumXXHASH128"}
	rights := []string{"ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP", "RequestPayer", "ExpectedBucketOwner",
		"ServerSideEncryption", "SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5", "SSEKMSKeyId", "SSEKMSEncryptionContext",
		"BucketKeyEnabled", "ObjectLockMode", "ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus", "Tagging", "StorageClass"}
	read := []string{"VersionId", "RequestPayer", "ExpectedBucketOwner", "SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5",
		"ResponseCacheControl", "ResponseContentDisposition", "ResponseContentEncoding", "ResponseContentLanguage",
		"ResponseContentType", "ResponseExpires"}
	return []aws.Operation{
		charged(s, aws.Operation{
			Service: "s3api", Name: "PutObject", HTTP: "PUT /{Bucket}/{Key+}",
			Doc:    "Adds an object to a bucket, or replaces it.",
			Errors: []string{"NoSuchBucket", "PreconditionFailed", "KeyTooLongError"},
			Unsimulated: append(append([]string{"ContentLength", "ContentMD5", "WriteOffsetBytes"},
				headers...), append(sums, rights...)...),
		}, billing.S3Writes, func(in *PutObjectInput) string { return in.Bucket }, s.putObject),
		charged(s, aws.Operation{
			Service: "s3api", Name: "GetObject", ReadOnly: true, HTTP: "GET /{Bucket}/{Key+}",
			Doc:         "Retrieves an object.",
			Errors:      []string{"NoSuchBucket", "NoSuchKey", "PreconditionFailed", "304", "InvalidRange"},
			Unsimulated: read,
		}, billing.S3Reads, func(in *GetObjectInput) string { return in.Bucket }, s.getObject),
		charged(s, aws.Operation{
			Service: "s3api", Name: "HeadObject", ReadOnly: true, HTTP: "HEAD /{Bucket}/{Key+}",
			Doc:         "Retrieves what is known of an object without its content.",
			Errors:      []string{"404", "403", "412", "304", "416"},
			Unsimulated: read,
		}, billing.S3Reads, func(in *HeadObjectInput) string { return in.Bucket }, s.headObject),
		aws.Op(aws.Operation{
			Service: "s3api", Name: "DeleteObject", HTTP: "DELETE /{Bucket}/{Key+} 204",
			Doc:    "Removes an object; one that does not exist is no error.",
			Errors: []string{"NoSuchBucket"},
			Unsimulated: []string{"MFA", "VersionId", "RequestPayer", "BypassGovernanceRetention", "ExpectedBucketOwner",
				"IfMatch", "IfMatchLastModifiedTime", "IfMatchSize"},
		}, s.deleteObject),
		aws.Op(aws.Operation{
			Service: "s3api", Name: "DeleteObjects", HTTP: "POST /{Bucket}?delete",
			Doc:    "Removes up to 1,000 objects at once.",
			Errors: []string{"NoSuchBucket", "MalformedXML"},
			Unsimulated: []string{"MFA", "RequestPayer", "BypassGovernanceRetention", "ExpectedBucketOwner",
				"Delete.Objects.VersionId", "Delete.Objects.ETag", "Delete.Objects.LastModifiedTime", "Delete.Objects.Size"},
		}, s.deleteObjects),
		charged(s, aws.Operation{
			Service: "s3api", Name: "CopyObject", HTTP: "PUT /{Bucket}/{Key+}",
			Doc:    "Copies an object that S3 already holds.",
			Errors: []string{"NoSuchBucket", "NoSuchKey", "InvalidRequest"},
			Unsimulated: append(append([]string{"CopySourceIfMatch", "CopySourceIfModifiedSince", "CopySourceIfNoneMatch",
				"CopySourceIfUnmodifiedSince", "TaggingDirective", "ExpectedSourceBucketOwner",
				"IfMatch", "IfNoneMatch", "CopySourceSSECustomerAlgorithm", "CopySourceSSECustomerKey",
				"CopySourceSSECustomerKeyMD5"}, headers...), rights...),
		}, billing.S3Writes, func(in *CopyObjectInput) string { return in.Bucket }, s.copyObject),
	}
}

// fidelity: s3.multipart
func (s *Service) multipartOperations() []aws.Operation {
	customer := []string{"SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5", "RequestPayer", "ExpectedBucketOwner"}
	sums := []string{"ChecksumSHA512", "ChecksumMD5", "ChecksumXXHASH64", "ChecksumXXHASH3", "ChecksumXXHASH128"}
	var partSums []string
	for _, name := range sums {
		partSums = append(partSums, "MultipartUpload.Parts."+name)
	}
	return []aws.Operation{
		charged(s, aws.Operation{
			Service: "s3api", Name: "CreateMultipartUpload", HTTP: "POST /{Bucket}/{Key+}?uploads",
			Doc:    "Begins an object that comes in parts.",
			Errors: []string{"NoSuchBucket", "InvalidRequest"},
			Unsimulated: append([]string{"ACL", "Expires", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP", "ServerSideEncryption",
				"StorageClass", "WebsiteRedirectLocation", "SSEKMSKeyId", "SSEKMSEncryptionContext", "BucketKeyEnabled", "Tagging", "ObjectLockMode",
				"ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus"}, customer...),
		}, billing.S3Writes, func(in *CreateMultipartUploadInput) string { return in.Bucket }, s.createMultipartUpload),
		charged(s, aws.Operation{
			Service: "s3api", Name: "UploadPart", HTTP: "PUT /{Bucket}/{Key+}",
			Doc:         "Uploads a part of an object, or replaces it.",
			Errors:      []string{"NoSuchUpload", "InvalidArgument", "BadDigest"},
			Unsimulated: slices.Concat([]string{"ContentLength", "ContentMD5"}, sums, customer),
		}, billing.S3Writes, func(in *UploadPartInput) string { return in.Bucket }, s.uploadPart),
		charged(s, aws.Operation{
			Service: "s3api", Name: "UploadPartCopy", HTTP: "PUT /{Bucket}/{Key+}",
			Doc:    "Makes a part of what S3 already holds.",
			Errors: []string{"NoSuchUpload", "NoSuchKey", "InvalidArgument"},
			Unsimulated: append([]string{"CopySourceSSECustomerAlgorithm", "CopySourceSSECustomerKey", "CopySourceSSECustomerKeyMD5",
				"ExpectedSourceBucketOwner"}, customer...),
		}, billing.S3Writes, func(in *UploadPartCopyInput) string { return in.Bucket }, s.uploadPartCopy),
		charged(s, aws.Operation{
			Service: "s3api", Name: "CompleteMultipartUpload", HTTP: "POST /{Bucket}/{Key+}",
			Doc:         "Makes an object of its parts.",
			Errors:      []string{"NoSuchUpload", "InvalidPart", "InvalidPartOrder", "EntityTooSmall", "MalformedXML", "PreconditionFailed"},
			Unsimulated: slices.Concat(sums, partSums, customer),
		}, billing.S3Writes, func(in *CompleteMultipartUploadInput) string { return in.Bucket }, s.completeMultipartUpload),
		aws.Op(aws.Operation{
			Service: "s3api", Name: "AbortMultipartUpload", HTTP: "DELETE /{Bucket}/{Key+} 204",
			Doc:         "Ends a multipart upload and removes its parts.",
			Errors:      []string{"NoSuchUpload"},
			Unsimulated: []string{"RequestPayer", "ExpectedBucketOwner", "IfMatchInitiatedTime"},
		}, s.abortMultipartUpload),
		charged(s, aws.Operation{
			Service: "s3api", Name: "ListParts", ReadOnly: true, HTTP: "GET /{Bucket}/{Key+}",
			Doc:         "Lists the parts of a multipart upload, up to 1,000 a page.",
			Errors:      []string{"NoSuchUpload"},
			Unsimulated: customer,
		}, billing.S3Writes, func(in *ListPartsInput) string { return in.Bucket }, s.listParts),
		charged(s, aws.Operation{
			Service: "s3api", Name: "ListMultipartUploads", ReadOnly: true, HTTP: "GET /{Bucket}?uploads",
			Doc:         "Lists the multipart uploads of a bucket that are in progress.",
			Errors:      []string{"NoSuchBucket", "InvalidArgument"},
			Unsimulated: []string{"RequestPayer", "ExpectedBucketOwner"},
		}, billing.S3Writes, func(in *ListMultipartUploadsInput) string { return in.Bucket }, s.listMultipartUploads),
	}
}

func (s *Service) notificationOperations() []aws.Operation {
	return []aws.Operation{
		charged(s, aws.Operation{
			Service: "s3api", Name: "PutBucketNotificationConfiguration", HTTP: "PUT /{Bucket}?notification",
			Doc:         "Sets which events of a bucket are sent to which functions, queues and topics, and whether to EventBridge; it replaces what was set.",
			Errors:      []string{"NoSuchBucket", "InvalidArgument"},
			Unsimulated: []string{"ExpectedBucketOwner"},
		}, billing.S3Writes, func(in *PutBucketNotificationConfigurationInput) string { return in.Bucket }, s.putBucketNotificationConfiguration),
		charged(s, aws.Operation{
			Service: "s3api", Name: "GetBucketNotificationConfiguration", ReadOnly: true, HTTP: "GET /{Bucket}?notification",
			Doc:         "Returns the notification configuration of a bucket.",
			Errors:      []string{"NoSuchBucket"},
			Unsimulated: []string{"ExpectedBucketOwner"},
		}, billing.S3Reads, func(in *GetBucketNotificationConfigurationInput) string { return in.Bucket }, s.getBucketNotificationConfiguration),
	}
}
