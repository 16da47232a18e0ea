package console

import (
	"fmt"

	"skylab/engine/aws"
)

func s3mb(c *s3Command) {
	bucket, _, ok := s3uri(c.paths[0])
	if !ok {
		c.misuse()
		return
	}
	c.api("s3api.CreateBucket", aws.Object{{Name: "Bucket", Value: bucket}}, func(op *aws.Operation, _ any, err *aws.Error) {
		if err != nil {
			c.fail(StatusS3, "make_bucket failed: %s %s", c.paths[0], err.CLI(op.Name))
			return
		}
		c.printf("make_bucket: %s\n", bucket)
		c.exit(StatusOK)
	})
}

func s3rb(c *s3Command) {
	bucket, key, ok := s3uri(c.paths[0])
	if !ok {
		c.misuse()
		return
	}
	if key != "" {
		c.exit(report(c.err, invalid("Please specify a valid bucket name only. E.g. s3://%s", bucket)))
		return
	}
	remove := func() {
		c.api("s3api.DeleteBucket", aws.Object{{Name: "Bucket", Value: bucket}}, func(op *aws.Operation, _ any, err *aws.Error) {
			if err != nil {
				c.fail(StatusS3, "remove_bucket failed: %s %s", c.paths[0], err.CLI(op.Name))
				return
			}
			c.printf("remove_bucket: %s\n", bucket)
			c.exit(StatusOK)
		})
	}
	if !c.flags["--force"] {
		remove()
		return
	}
	c.removeAll(bucket, "", func() {
		if c.failed {
			c.exit(report(c.err, general("remove_bucket failed: Unable to delete all objects in the bucket, bucket will not be deleted.")))
			return
		}
		remove()
	})
}

// finish ends a transfer: 1 where any part failed.
func (c *s3Command) finish() {
	if c.failed {
		c.exit(StatusS3)
		return
	}
	c.exit(StatusOK)
}

// say prints a line of success, unless the flags ask for silence.
func (c *s3Command) say(format string, args ...any) {
	if c.flags["--quiet"] || c.flags["--only-show-errors"] {
		return
	}
	if c.flags["--dryrun"] {
		c.printf("(dryrun) ")
	}
	c.printf(format+"\n", args...)
}

// wrong prints a line of failure and remembers it.
func (c *s3Command) wrong(format string, args ...any) {
	c.failed = true
	if !c.flags["--quiet"] {
		fmt.Fprintf(c.err, format+"\n", args...)
	}
}
