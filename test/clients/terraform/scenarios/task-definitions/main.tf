resource "aws_ecs_task_definition" "smallest" {
  family                = "smallest"
  container_definitions = jsonencode([{ name = "app", image = "nginx", memory = 64 * var.step }])
}

resource "aws_ecs_task_definition" "fargate" {
  family                   = "fargate"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  execution_role_arn       = "arn:aws:iam::111122223333:role/execution"
  task_role_arn            = "arn:aws:iam::111122223333:role/task"
  pid_mode                 = "task"
  enable_fault_injection   = var.step == 2
  skip_destroy             = true
  track_latest             = true

  container_definitions = jsonencode([
    {
      name         = "web"
      image        = "nginx:1.2${var.step}"
      essential    = true
      command      = ["serve", "--port", "8080"]
      entryPoint   = ["/entry"]
      portMappings = [{ containerPort = 8080, name = "http", appProtocol = "http" }]
      environment  = [for name in ["ZETA", "ALPHA", "MIDDLE", "BETA"] : { name = name, value = lower(name) }]
      secrets = [
        for name in ["TOKEN", "KEY", "A_KEY"] :
        { name = name, valueFrom = "arn:aws:ssm:us-east-1:111122223333:parameter/${name}" }
      ]
      environmentFiles = [{ type = "s3", value = "arn:aws:s3:::bucket/app.env" }]
      healthCheck      = { command = ["CMD-SHELL", "curl -f http://localhost:8080/"] }
      mountPoints      = [{ sourceVolume = "shared", containerPath = "/data", readOnly = false }]
      dependsOn        = [{ containerName = "log", condition = "START" }]
      linuxParameters  = { initProcessEnabled = true, capabilities = { add = [], drop = ["ALL"] } }
      ulimits          = [{ name = "nofile", softLimit = 1024, hardLimit = 4096 }]
      dockerLabels     = { "com.example.step" = tostring(var.step) }
      restartPolicy    = { enabled = true, ignoredExitCodes = [0], restartAttemptPeriod = 180 }
      logConfiguration = { logDriver = "awsfirelens", options = { Name = "stdout" } }

      readonlyRootFilesystem = true
      startTimeout           = 60
      stopTimeout            = 30
    },
    {
      name                  = "log"
      image                 = "amazon/aws-for-fluent-bit:stable"
      essential             = false
      user                  = "0"
      cpu                   = 64
      memoryReservation     = 64
      firelensConfiguration = { type = "fluentbit", options = { enable-ecs-log-metadata = "true" } }
      systemControls        = [{ namespace = "net.ipv4.tcp_keepalive_time", value = "100" }]
    },
  ])

  ephemeral_storage {
    size_in_gib = 21 + var.step
  }

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }

  volume {
    name = "shared"
  }

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id          = "fs-0123456789abcdef0"
      transit_encryption      = "ENABLED"
      transit_encryption_port = 2999

      authorization_config {
        access_point_id = "fsap-0123456789abcdef0"
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name                = "block"
    configure_at_launch = true
  }

  tags = {
    step = var.step
  }
}

resource "aws_ecs_task_definition" "instances" {
  family                   = "instances"
  requires_compatibilities = ["EC2"]
  network_mode             = "bridge"
  ipc_mode                 = "host"

  container_definitions = jsonencode([
    {
      name              = "one"
      image             = "111122223333.dkr.ecr.us-east-1.amazonaws.com/one:${var.step}"
      memory            = 256
      memoryReservation = 128
      privileged        = true
      links             = ["also:also", "two:two"]
      hostname          = "one"
      extraHosts        = [{ hostname = "somewhere", ipAddress = "10.0.0.1" }]
      dnsServers        = ["10.0.0.2"]
      portMappings      = [{ containerPort = 80, hostPort = 0 }]
      mountPoints       = [{ sourceVolume = "scratch", containerPath = "/scratch" }, { sourceVolume = "host", containerPath = "/host" }]
      volumesFrom       = [{ sourceContainer = "two", readOnly = true }]
      logConfiguration  = { logDriver = "awslogs", options = { awslogs-group = "one", awslogs-region = "us-east-1" } }

      resourceRequirements  = [{ type = "GPU", value = "1" }]
      dockerSecurityOptions = ["no-new-privileges"]
    },
    { name = "two", image = "two", memory = 64, essential = false },
    { name = "also", image = "also", memory = 64, essential = false },
  ])

  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.availability-zone in [us-east-1a]"
  }

  volume {
    name = "scratch"

    docker_volume_configuration {
      scope         = "shared"
      autoprovision = true
      driver        = "local"
      labels        = { "by" = "terraform" }
    }
  }

  volume {
    name      = "host"
    host_path = "/var/host"
  }
}

resource "aws_ecs_task_definition" "mesh" {
  family       = "mesh"
  network_mode = "awsvpc"

  container_definitions = jsonencode([
    { name = "app", image = "app", memory = 64, portMappings = [{ containerPort = 80 }] },
    { name = "envoy", image = "envoy", memory = 64, user = "1337" },
  ])

  proxy_configuration {
    type           = "APPMESH"
    container_name = "envoy"
    properties = {
      AppPorts         = "80"
      EgressIgnoredIPs = "169.254.170.2,169.254.169.254"
      IgnoredUID       = "1337"
      ProxyEgressPort  = 15001
      ProxyIngressPort = 15000
    }
  }
}

resource "aws_ecs_task_definition" "windows" {
  family                   = "windows"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "2048"
  memory                   = "4096"
  container_definitions    = jsonencode([{ name = "app", image = "iis" }])

  runtime_platform {
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
    cpu_architecture        = "X86_64"
  }
}

data "aws_ecs_task_definition" "fargate" {
  task_definition = aws_ecs_task_definition.fargate.family
}

data "aws_ecs_container_definition" "web" {
  task_definition = aws_ecs_task_definition.fargate.arn_without_revision
  container_name  = "web"
}

output "revision" {
  value = data.aws_ecs_task_definition.fargate.revision
}
