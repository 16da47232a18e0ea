package engine

import (
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/iam"
	"skylab/engine/s3"
	"skylab/engine/sts"
)

// parts are the services of a world, in the order in which they see events.
type parts struct {
	STS        *sts.Service
	IAM        *iam.Service
	S3         *s3.Service
	CloudWatch *cloudwatch.Service
	Billing    *billing.Service
}

func (w *World) build() {
	k := w.kernel
	w.STS = sts.New()
	w.IAM = iam.New(k)
	w.S3 = s3.New(k)
	w.CloudWatch = cloudwatch.New(k)
	w.Billing = billing.New(k)
	w.S3.SetAuthorizer(w.IAM)
	w.services = []service{w.STS, w.IAM, w.S3, w.CloudWatch, w.Billing}
}
