package s3

import "skylab/engine/aws"

// DeleteObjectsInput names objects of a bucket.
type DeleteObjectsInput struct {
	Bucket            string  `aws:"required,path"`
	Delete            *Delete `aws:"required,payload"`
	ChecksumAlgorithm string  `aws:"header,at=X-Amz-Sdk-Checksum-Algorithm"`
}

// Delete says which objects are to be deleted.
type Delete struct {
	// Objects are 1 to 1,000.
	Objects []ObjectIdentifier `aws:"required,flat,at=Object"`
	// Quiet leaves those that were deleted out of the answer.
	Quiet bool
}

// ObjectIdentifier names an object.
type ObjectIdentifier struct {
	Key string `aws:"required"`
}

// DeleteObjectsOutput tells what became of each.
type DeleteObjectsOutput struct {
	Deleted []DeletedObject `aws:"flat"`
	Errors  []DeleteError   `aws:"flat,at=Error"`
}

// DeletedObject is one that is gone, or never was there.
type DeletedObject struct{ Key string }

// DeleteError is why one was not deleted.
type DeleteError struct{ Key, Code, Message string }

func (s *Service) deleteObjects(r *aws.Request, in *DeleteObjectsInput) (*DeleteObjectsOutput, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if n := len(in.Delete.Objects); n == 0 || n > maxDelete {
		return nil, malformedXML()
	}
	out := &DeleteObjectsOutput{}
	for _, o := range in.Delete.Objects {
		if err := s.authorize(r, "s3:DeleteObject", objectARN(in.Bucket, o.Key)); err != nil {
			e := err.(*aws.Error) // authorize knows no other
			out.Errors = append(out.Errors, DeleteError{o.Key, e.Code, e.Message})
			continue
		}
		s.remove(r, b, o.Key)
		if !in.Delete.Quiet {
			out.Deleted = append(out.Deleted, DeletedObject(o))
		}
	}
	return out, nil
}

func malformedXML() *aws.Error {
	return fail(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")
}
