package sns

import "skylab/engine/aws"

// fidelity: sns.api
// fidelity: sns.unsimulated
func (s *Service) topicOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "sns", Name: "CreateTopic",
			Doc:         "Creates a topic that messages can be published to.",
			Errors:      []string{"InvalidParameter", "TopicLimitExceeded", "AuthorizationError", "TagLimitExceeded"},
			Unsimulated: []string{"DataProtectionPolicy"},
		}, s.createTopic),
		aws.Op(aws.Operation{
			Service: "sns", Name: "DeleteTopic",
			Doc:    "Deletes a topic and all its subscriptions.",
			Errors: []string{"InvalidParameter", "AuthorizationError"},
		}, s.deleteTopic),
		aws.Op(aws.Operation{
			Service: "sns", Name: "ListTopics", ReadOnly: true,
			Doc:    "Lists the topics of the account, up to 100 a page.",
			Errors: []string{"InvalidParameter", "AuthorizationError"},
		}, s.listTopics),
		aws.Op(aws.Operation{
			Service: "sns", Name: "GetTopicAttributes", ReadOnly: true,
			Doc:    "Returns all properties of a topic.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.getTopicAttributes),
		aws.Op(aws.Operation{
			Service: "sns", Name: "SetTopicAttributes",
			Doc:    "Sets one property of a topic, such as its policy.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.setTopicAttributes),
	}
}

func (s *Service) subscriptionOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "sns", Name: "Subscribe",
			Doc:    "Subscribes an endpoint to a topic.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.subscribe),
		aws.Op(aws.Operation{
			Service: "sns", Name: "Unsubscribe",
			Doc:    "Deletes a subscription.",
			Errors: []string{"InvalidParameter", "AuthorizationError"},
		}, s.unsubscribe),
		aws.Op(aws.Operation{
			Service: "sns", Name: "ListSubscriptions", ReadOnly: true,
			Doc:    "Lists the subscriptions of the account, up to 100 a page.",
			Errors: []string{"InvalidParameter", "AuthorizationError"},
		}, s.listSubscriptions),
		aws.Op(aws.Operation{
			Service: "sns", Name: "ListSubscriptionsByTopic", ReadOnly: true,
			Doc:    "Lists the subscriptions of a topic, up to 100 a page.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.listSubscriptionsByTopic),
		aws.Op(aws.Operation{
			Service: "sns", Name: "GetSubscriptionAttributes", ReadOnly: true,
			Doc:    "Returns all properties of a subscription.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.getSubscriptionAttributes),
		aws.Op(aws.Operation{
			Service: "sns", Name: "SetSubscriptionAttributes",
			Doc:    "Sets one property of a subscription, such as its filter policy.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.setSubscriptionAttributes),
	}
}

func (s *Service) publishOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "sns", Name: "Publish",
			Doc:         "Sends a message to all subscriptions of a topic.",
			Errors:      []string{"NotFound", "InvalidParameter", "ParameterValueInvalid", "ValidationError", "AuthorizationError"},
			Unsimulated: []string{"PhoneNumber"},
		}, s.publish),
		aws.Op(aws.Operation{
			Service: "sns", Name: "PublishBatch",
			Doc: "Sends up to ten messages to a topic.",
			Errors: []string{"NotFound", "InvalidParameter", "ParameterValueInvalid", "ValidationError", "AuthorizationError",
				"BatchEntryIdsNotDistinct", "BatchRequestTooLong", "EmptyBatchRequest", "InvalidBatchEntryId", "TooManyEntriesInBatchRequest"},
		}, s.publishBatch),
	}
}

func (s *Service) policyOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "sns", Name: "AddPermission",
			Doc:    "Adds a statement for other accounts to a topic's policy.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.addPermission),
		aws.Op(aws.Operation{
			Service: "sns", Name: "RemovePermission",
			Doc:    "Removes a statement from a topic's policy.",
			Errors: []string{"NotFound", "InvalidParameter", "AuthorizationError"},
		}, s.removePermission),
	}
}

func (s *Service) tagOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "sns", Name: "TagResource",
			Doc:    "Adds tags to a topic.",
			Errors: []string{"ResourceNotFound", "InvalidParameter", "TagLimitExceeded", "AuthorizationError"},
		}, s.tagResource),
		aws.Op(aws.Operation{
			Service: "sns", Name: "UntagResource",
			Doc:    "Removes tags from a topic.",
			Errors: []string{"ResourceNotFound", "AuthorizationError"},
		}, s.untagResource),
		aws.Op(aws.Operation{
			Service: "sns", Name: "ListTagsForResource", ReadOnly: true,
			Doc:    "Lists the tags of a topic.",
			Errors: []string{"ResourceNotFound", "AuthorizationError"},
		}, s.listTagsForResource),
	}
}
