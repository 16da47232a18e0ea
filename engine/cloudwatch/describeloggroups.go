package cloudwatch

import (
	"strings"

	"skylab/engine/aws"
)

// DescribeLogGroupsInput selects log groups by a prefix or a part of the name,
// in letters as they are.
//
// fidelity: cloudwatch.log-api
type DescribeLogGroupsInput struct {
	LogGroupNamePrefix  string `aws:"wire=logGroupNamePrefix,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	LogGroupNamePattern string `aws:"wire=logGroupNamePattern,max=512,pattern=[\\.\\-_/#A-Za-z0-9]*"`
	NextToken           string `aws:"wire=nextToken"`
	// Limit is how many to list at most; 0 is 50.
	Limit int `aws:"wire=limit,min=1,max=50"`
}

// DescribeLogGroupsOutput is a page of log groups.
type DescribeLogGroupsOutput struct {
	LogGroups []LogGroup `aws:"wire=logGroups,always"`
	NextToken string     `aws:"wire=nextToken"`
}

// LogGroup is a log group as AWS describes it; times are milliseconds since
// 1970.
type LogGroup struct {
	LogGroupName      string `aws:"wire=logGroupName"`
	CreationTime      int64  `aws:"wire=creationTime"`
	RetentionInDays   int    `aws:"wire=retentionInDays"`
	MetricFilterCount int    `aws:"wire=metricFilterCount,always"`
	Arn               string `aws:"wire=arn"`
	StoredBytes       int64  `aws:"wire=storedBytes,always"`
	LogGroupClass     string `aws:"wire=logGroupClass"`
	LogGroupArn       string `aws:"wire=logGroupArn"`
}

func (s *Service) describeLogGroups(_ *aws.Request, in *DescribeLogGroupsInput) (*DescribeLogGroupsOutput, error) {
	if in.LogGroupNamePrefix != "" && in.LogGroupNamePattern != "" {
		return nil, aws.Errorf(400, "InvalidParameterException",
			"LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
	}
	limit := in.Limit
	if limit == 0 {
		limit = 50
	}
	out := &DescribeLogGroupsOutput{LogGroups: []LogGroup{}}
	for _, name := range s.Groups() {
		if !strings.HasPrefix(name, in.LogGroupNamePrefix) || !strings.Contains(name, in.LogGroupNamePattern) || name <= in.NextToken {
			continue
		}
		if len(out.LogGroups) == limit {
			// The token is the last name listed; to callers it is opaque.
			out.NextToken = out.LogGroups[limit-1].LogGroupName
			break
		}
		out.LogGroups = append(out.LogGroups, s.groups[name].describe())
	}
	return out, nil
}

func (g *group) describe() LogGroup {
	return LogGroup{
		LogGroupName: g.name, CreationTime: millis(g.created), RetentionInDays: g.retention, MetricFilterCount: len(g.filters), Arn: g.arn() + ":*",
		StoredBytes: g.bytes, LogGroupClass: "STANDARD", LogGroupArn: g.arn(),
	}
}
