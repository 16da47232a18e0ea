package console

import (
	"slices"
	"strings"

	"skylab/engine"
	"skylab/engine/aws"
)

// operation completes `aws SERVICE …`: operations, then flags and values.
func (c *completer) operation(service string, rest []string) {
	ops := operationsOf(c.s.w.Operations(), service)
	name, args, ok := takeCommand(rest)
	if !ok {
		for _, op := range ops {
			c.add(aws.Kebab(op.Name), firstSentence(op.Doc))
		}
		if len(waitersOf(service)) > 0 {
			c.add("wait", "wait for a state, in virtual time")
		}
		if service == "logs" {
			c.add("tail", "the events of a group")
		}
		return
	}
	if service == "logs" && name == "tail" {
		c.tail(args)
		return
	}
	if name == "wait" {
		condition, after, ok := takeCommand(args)
		for _, w := range waitersOf(service) {
			if !ok {
				c.add(waiterFlag(w.name), "")
			} else if waiterFlag(w.name) == condition {
				name, args = aws.Kebab(w.operation), after
			}
		}
		if !ok {
			return
		}
	}
	if op := find(ops, name); op != nil {
		c.flags(op, args)
	}
}

func (c *completer) tail(args []string) {
	if len(args) > 0 && args[len(args)-1] == "--format" {
		c.addAll([]string{"detailed", "short", "json"})
		return
	}
	if strings.HasPrefix(c.last, "-") {
		c.addAll([]string{"--follow", "--since", "--format", "--filter-pattern", "--log-stream-names"})
		return
	}
	c.addAll(c.names("LogGroupName", nil))
}

// flags completes a flag, or the value of the flag before.
func (c *completer) flags(op *aws.Operation, args []string) {
	table := offered(op)
	if len(args) > 0 && !strings.HasPrefix(c.last, "-") {
		for _, a := range table {
			if a.flag == args[len(args)-1] && a.kind != boolean {
				if op.Service == "ec2" {
					c.addAll(c.ofEC2(a.member.Name))
				}
				c.value(a, args)
				return
			}
		}
	}
	if need := missingFlags(table, args); len(need) > 0 { // the answer's file can wait
		c.flagNames(op, args, need)
		c.answerFile(op)
		return
	}
	c.answerFile(op)
	c.flagNames(op, args, nil)
}

// answerFile completes the file that an operation writes its answer to.
func (c *completer) answerFile(op *aws.Operation) {
	if outfile(op) != "" && !strings.HasPrefix(c.last, "-") {
		c.add("out.json", "the file for the answer")
		c.files("")
	}
}

// flagNames completes a flag that the line has not yet; unless one is begun,
// only those that it needs, if there are any.
func (c *completer) flagNames(op *aws.Operation, args, need []string) {
	for _, a := range append(offered(op), ownFlags(op)...) {
		if slices.Contains(args, a.flag) || a.flag == "--cli-input-yaml" || c.last == "" && len(need) > 0 && !a.required {
			continue // given, not simulated, or not needed yet
		}
		help := ""
		if a.member.Type != nil {
			help = typeName(a.member.Type) + constraints(a.member)
		}
		c.add(a.flag, help)
		if a.negates() {
			c.add("--no-"+a.flag[2:], help)
		}
	}
	if strings.HasPrefix(c.last, "--") {
		c.addAll([]string{"--output", "--query"})
	}
}

func missingFlags(table []argument, args []string) []string {
	var out []string
	for _, a := range table {
		if a.required && !slices.Contains(args, a.flag) {
			out = append(out, a.flag)
		}
	}
	return out
}

// value completes what a flag takes.
func (c *completer) value(a argument, args []string) {
	c.addAll(a.member.Enum)
	c.addAll(c.names(a.member.Name, args))
	if t := elem(a.member.Type); aws.IsBlob(t) || a.kind == complex || strings.HasPrefix(c.last, "file") {
		prefix := "file://"
		if aws.IsBlob(t) {
			prefix = "fileb://"
		}
		if a.member.Name == "Body" {
			prefix = ""
		}
		if !strings.HasPrefix(c.last, prefix) && prefix != "" {
			if strings.HasPrefix(prefix, c.last) {
				c.out = append(c.out, Candidate{Text: prefix, Help: "a file", More: true})
			}
			return
		}
		c.files(prefix)
	}
}

// names are the world's resources that a member of that name may mean.
func (c *completer) names(member string, args []string) []string {
	switch member {
	case "FunctionName":
		return c.listed("lambda.ListFunctions", nil, "Functions", "FunctionName")
	case "Bucket":
		return c.listed("s3api.ListBuckets", nil, "Buckets", "Name")
	case "RoleName":
		return c.listed("iam.ListRoles", nil, "Roles", "RoleName")
	case "Role":
		return c.listed("iam.ListRoles", nil, "Roles", "Arn")
	case "LogGroupName":
		return c.listed("logs.DescribeLogGroups", nil, "logGroups", "logGroupName")
	case "QueueUrl":
		list, _ := get(c.ask("sqs.ListQueues", nil), "QueueUrls").([]any)
		var out []string
		for _, url := range list {
			out = append(out, pyString(url))
		}
		return out
	case "TopicArn":
		return c.listed("sns.ListTopics", nil, "Topics", "TopicArn")
	case "SubscriptionArn":
		return c.listed("sns.ListSubscriptions", nil, "Subscriptions", "SubscriptionArn")
	case "Protocol":
		return []string{"email", "https", "lambda", "sqs"}
	case "Endpoint":
		if i := slices.Index(args, "--protocol"); i >= 0 && i+1 < len(args) && args[i+1] == "lambda" {
			return c.listed("lambda.ListFunctions", nil, "Functions", "FunctionArn")
		}
	case "ApiId":
		return c.listed("apigatewayv2.GetApis", nil, "Items", "ApiId")
	case "IntegrationId":
		return c.ofAPI("apigatewayv2.GetIntegrations", "IntegrationId", args)
	case "RouteId":
		return c.ofAPI("apigatewayv2.GetRoutes", "RouteId", args)
	case "StageName":
		return c.ofAPI("apigatewayv2.GetStages", "StageName", args)
	case "DeploymentId":
		return c.ofAPI("apigatewayv2.GetDeployments", "DeploymentId", args)
	case "Key":
		if i := slices.Index(args, "--bucket"); i >= 0 && i+1 < len(args) {
			return c.listed("s3api.ListObjectsV2", aws.Object{{Name: "Bucket", Value: args[i+1]}, {Name: "Prefix", Value: c.last}}, "Contents", "Key")
		}
	}
	return nil
}

// ofAPI are parts of the API that the line names.
func (c *completer) ofAPI(id, member string, args []string) []string {
	if i := slices.Index(args, "--api-id"); i >= 0 && i+1 < len(args) {
		return c.listed(id, aws.Object{{Name: "ApiId", Value: args[i+1]}}, "Items", member)
	}
	return nil
}

// listed asks a reading operation for its first page and takes one member.
func (c *completer) listed(id string, tree aws.Object, results, member string) []string {
	var out []string
	for _, o := range objectsIn(c.ask(id, tree), results) {
		if s, ok := get(o, member).(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// ask makes a call that changes nothing; any failure is an empty answer.
func (c *completer) ask(id string, tree aws.Object) aws.Object {
	op := c.s.w.Operation(id)
	if op == nil || !op.ReadOnly {
		return nil
	}
	_, in, err := (&proc{s: c.s}).request(id, tree)
	if err != nil {
		return nil
	}
	r := c.s.w.Do(engine.Call{Operation: id, In: in, By: engine.ByCompletion})
	page, _ := aws.Tree(r.Out).(aws.Object)
	return page
}

func (c *completer) urls() []string {
	var out []string
	for _, name := range c.names("FunctionName", nil) {
		if url, ok := get(c.ask("lambda.GetFunctionUrlConfig", aws.Object{{Name: "FunctionName", Value: name}}), "FunctionUrl").(string); ok {
			out = append(out, url)
		}
	}
	return out
}

// s3path completes s3://bucket/key.
func (c *completer) s3path() {
	bucket, key, is := s3uri(c.last)
	if !is {
		if strings.HasPrefix("s3://", c.last) {
			c.out = append(c.out, Candidate{Text: "s3://", Help: "a bucket", More: true})
		}
		return
	}
	if !strings.Contains(strings.TrimPrefix(c.last, "s3://"), "/") {
		for _, name := range c.names("Bucket", nil) {
			if strings.HasPrefix(name, bucket) {
				c.out = append(c.out, Candidate{Text: "s3://" + name + "/", More: true})
			}
		}
		return
	}
	page := c.ask("s3api.ListObjectsV2", aws.Object{{Name: "Bucket", Value: bucket}, {Name: "Prefix", Value: key}, {Name: "Delimiter", Value: "/"}})
	for _, p := range objectsIn(page, "CommonPrefixes") {
		if prefix, ok := get(p, "Prefix").(string); ok {
			c.out = append(c.out, Candidate{Text: "s3://" + bucket + "/" + prefix, More: true})
		}
	}
	for _, o := range objectsIn(page, "Contents") {
		if k, ok := get(o, "Key").(string); ok {
			c.add("s3://"+bucket+"/"+k, "")
		}
	}
}

// files completes a path behind the given prefix.
func (c *completer) files(prefix string) {
	path := strings.TrimPrefix(c.last, prefix)
	dir := path[:strings.LastIndexByte(path, '/')+1]
	folder := dir
	if folder == "" {
		folder = "."
	}
	entries, err := c.s.files.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || len(c.out) > 200 {
			continue
		}
		if name := prefix + dir + e.Name(); !strings.HasPrefix(name, c.last) {
			continue
		} else if e.IsDir() {
			c.out = append(c.out, Candidate{Text: name + "/", More: true})
		} else {
			c.out = append(c.out, Candidate{Text: name})
		}
	}
}
