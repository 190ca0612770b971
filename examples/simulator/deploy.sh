#!/usr/bin/env bash
# What a deploy script does, against the simulator: create, wait, update, wait, look, delete. Needs the AWS CLI, and the
# variables that `ecs-operator simulator` prints.
set -euo pipefail
export AWS_PAGER=''
: "${AWS_ENDPOINT_URL:?start the simulator and export what it prints}"

register() {
  aws ecs register-task-definition --family web --requires-compatibilities FARGATE --network-mode awsvpc \
    --cpu 256 --memory 512 --container-definitions "[{\"name\": \"app\", \"image\": \"$1\"}]" \
    --query taskDefinition.taskDefinitionArn --output text
}

aws ecs create-cluster --cluster-name shop --query cluster.clusterArn --output text
aws ecs create-service --cluster shop --service-name web --task-definition "$(register web:1.0)" \
  --desired-count 2 --launch-type FARGATE \
  --network-configuration 'awsvpcConfiguration={subnets=[subnet-0123456789abcdef0]}' \
  --query service.serviceArn --output text
aws ecs wait services-stable --cluster shop --services web

aws ecs update-service --cluster shop --service web --task-definition "$(register web:2.0)" \
  --query service.taskDefinition --output text
aws ecs wait services-stable --cluster shop --services web

running="$(aws ecs describe-services --cluster shop --services web --query 'services[0].runningCount' --output text)"
definition="$(aws ecs describe-services --cluster shop --services web --query 'services[0].taskDefinition' --output text)"
echo "$running tasks of $definition"
[[ "$running" == 2 && "$definition" == *:task-definition/web:2 ]]

aws ecs delete-service --cluster shop --service web --force --query service.status --output text
