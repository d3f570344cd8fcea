package page;

import java.util.Scanner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.userdetails.User;
import tools.jackson.databind.json.JsonMapper;

/** Asks the code of docs/login.md about each line of the input. */
@SpringBootApplication
class Main {
  record Question(String tenant, String userName) {}

  public static void main(String[] args) {
    SpringApplication.run(Main.class, args);
  }

  @Bean
  CommandLineRunner questions(DirectoryCheck directory) {
    return args -> {
      for (var lines = new Scanner(System.in, "UTF-8"); lines.hasNextLine(); ) {
        var question = new JsonMapper().readValue(lines.nextLine(), Question.class);
        Tenants.tenant = question.tenant();
        try {
          directory.check(User.withUsername(question.userName()).password("").build());
          System.out.println(true);
        } catch (DisabledException e) {
          System.out.println(false);
        }
      }
    };
  }
}

class Tenants {
  static String tenant;

  static String current() {
    return tenant;
  }
}
