"""Situations: pedagogy."""

from __future__ import annotations

from adapters.content.digital_teaching.situation import Situation, Words

SITUATIONS: tuple[Situation, ...] = (
    Situation(
        code="pedagogy-ka-1",
        level="KA",
        mrcdd=("3.1", "3.3"),
        right=1,
        es=Words(
            stem=(
                "Explicas las fracciones a 4.º de Primaria con la pizarra digital. Salen a resolver "
                "tres o cuatro voluntarios y los demás miran. Tienes una tableta por pareja y quieres "
                "que participe toda la clase.\n\n"
                "¿Qué haces?"
            ),
            options=(
                "Preparar más ejemplos animados y sacar a gente distinta cada día, hasta que pase "
                "la clase entera.",
                "Lanzar una pregunta que contesten todos al mismo tiempo, y discutir las respuestas "
                "hasta aclararla.",
                "Poner un juego de fracciones en las tabletas, en el que cada pareja avanza "
                "mientras tú corriges.",
                "Grabar la explicación y cargarla en las tabletas, para que cada pareja la detenga "
                "o la repita.",
            ),
            why=(
                "Los turnos se reparten mejor, pero en cada momento sigue habiendo dos docenas mirando.",
                "Todos tienen que pensar y comprometerse con una respuesta, y tú ves enseguida qué aclarar.",
                "Están ocupadas, pero ni hablan de lo que piensan ni tú te enteras de qué no entienden.",
                "Ayuda a quien se perdió algo, pero mirar una grabación no es participar.",
            ),
        ),
        en=Words(
            stem=(
                "You are explaining fractions to nine-year-olds at the interactive whiteboard. Three or "
                "four volunteers come up and the others watch. You have a tablet for every two pupils "
                "and want the whole class to take part.\n\n"
                "What do you do?"
            ),
            options=(
                "Prepare more animated examples and call up different people each day, until "
                "everyone has had a go.",
                "Put a question that they all answer at the same time, and discuss the answers "
                "until it is clear.",
                "Set a fractions game on the tablets, on which each pair moves along while you do "
                "some marking.",
                "Record the explanation and load it onto the tablets, so that the pairs can pause "
                "or replay it.",
            ),
            why=(
                "Turns are shared out better, but at any moment there are still two dozen watching.",
                "Everyone has to think and commit to a reply, and you see at once what needs clearing up.",
                "They are busy, but they do not talk about what they think, nor do you hear what they miss.",
                "It helps those who missed something, but watching a recording is not taking part.",
            ),
        ),
        difficulty=-0.3,
    ),
    Situation(
        code="pedagogy-ka-2",
        level="KA",
        mrcdd=("3.2", "2.2"),
        right=2,
        es=Words(
            stem=(
                "En Tecnología de 1.º de ESO mandaste ver en casa un vídeo tuyo de doce minutos para "
                "aprovechar la clase en el taller. La mitad no lo vio entero y el resto llegó con dudas "
                "que descubriste tarde. El vídeo se puede ver también en la biblioteca.\n\n"
                "¿Qué cambias para la próxima vez?"
            ),
            options=(
                "Consultar en la plataforma quién lo termina y descontar unas décimas si no se ha "
                "llegado hasta el final.",
                "Dedicar los primeros minutos a contar el contenido otra vez, y partir así del mismo punto.",
                "Partir el vídeo en tres con una pregunta cada uno, y arrancar el taller con lo que "
                "contesten.",
                "Cambiarlo por otro con más ritmo, música y efectos, capaz de sostener la atención "
                "de principio a fin.",
            ),
            why=(
                "Logrará más reproducciones, no más comprensión: se puede dejar correr un vídeo sin atender.",
                "Enseña a la clase que no hace falta verlo, y las dudas siguen sin aparecer.",
                "Es más llevadero, les hace pensar mientras miran y te dice a tiempo qué hay que aclarar.",
                "Puede que lo vean más, pero los adornos distraen y seguirás sin saber qué han entendido.",
            ),
        ),
        en=Words(
            stem=(
                "For technology, you had your twelve-year-olds watch a twelve-minute video of yours at "
                "home so as to use class time in the workshop. Half did not see all of it and the "
                "others came with doubts you discovered late. The video can also be watched in the "
                "library.\n\n"
                "What do you change for next time?"
            ),
            options=(
                "Look up on the platform who finishes it and take a few points off those who did "
                "not get to the end.",
                "Spend the first few minutes going through the content again, so that all set out "
                "from the same point.",
                "Cut the video into three with a question each, and open the workshop session with "
                "whatever the answers bring up.",
                "Swap it for another with more pace, music and effects, able to hold their "
                "attention from start to finish.",
            ),
            why=(
                "It will get more views, not more understanding: a video can be left running unattended.",
                "It teaches the class that there is no need to watch, and the doubts still do not show.",
                "It is easier to get through, makes them think while watching and tells you in time "
                "what to clear up.",
                "They may watch more of it, but frills distract and you will still not know what "
                "they took in.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="pedagogy-ka-3",
        level="KA",
        mrcdd=("3.3", "3.2"),
        right=0,
        es=Words(
            stem=(
                "En 6.º de Primaria, equipos de cuatro redactan una noticia en un documento compartido. "
                "En casi todos teclea una persona y las otras tres miran.\n\n"
                "¿Cómo lo arreglas?"
            ),
            options=(
                "Dar a cada persona un párrafo propio y otro ajeno, en el que debe dejar dos "
                "sugerencias antes del final.",
                "Rehacer los equipos por nivel, con lo que ni los rápidos esperan ni los lentos se "
                "sienten empujados.",
                "Repartir un ordenador por persona para que haga su versión, y quedarse al final "
                "con la que salga mejor.",
                "Nombrar redactora a la persona que mejor escribe, y encargar al resto las fotos, "
                "el titular y el diseño.",
            ),
            why=(
                "Todos escriben y todos leen a otra persona con un fin: el documento compartido "
                "sirve para eso.",
                "El ritmo no era el problema: en equipos parejos puede seguir tecleando solo una persona.",
                "Ahora teclean todos, pero cada cual por su lado: tres versiones se tiran y no hay "
                "colaboración.",
                "Se reparte la faena, pero escribe quien ya sabía, y las demás no practican lo que tocaba.",
            ),
        ),
        en=Words(
            stem=(
                "Teams of four eleven-year-olds are writing a news story in a shared document. In most "
                "of them one person types and the other three look on.\n\n"
                "How do you put it right?"
            ),
            options=(
                "Give each person one paragraph to write and another to read, with two suggestions "
                "due before the end.",
                "Form new teams by level, and see that the quick do not wait and the slow do not "
                "feel under pressure.",
                "Hand out a computer each for them to do their own version, and in the end keep "
                "whichever turns out best.",
                "Appoint the best writer as the editor, and put the rest in charge of the pictures, "
                "headline and layout.",
            ),
            why=(
                "Everybody writes and everybody reads somebody else for a purpose: that is what "
                "sharing it is for.",
                "Pace was not the problem: in even teams it may still be a single person who does "
                "the typing.",
                "Now all of them type, but each alone: three versions are thrown away and nobody "
                "collaborates.",
                "The chores are shared, but the one who could write writes, and the others do not "
                "practise it.",
            ),
        ),
        difficulty=-0.2,
    ),
    Situation(
        code="pedagogy-ka-4",
        level="KA",
        mrcdd=("3.2", "4.2"),
        right=3,
        es=Words(
            stem=(
                "Una hora a la semana, 2.º de ESO practica Matemáticas con un programa que adapta los "
                "ejercicios y explica los fallos. Son veinticinco y tú estás en el aula con ellos.\n\n"
                "¿A qué dedicas esa hora?"
            ),
            options=(
                "A corregir cuadernos en tu mesa, puesto que el programa comenta los errores y cada "
                "cual va por su camino.",
                "A recorrer las filas dando ánimos, y a premiar al final a quienes hayan completado "
                "más ejercicios.",
                "A resolver las preguntas según levantan la mano, y a guardar los informes para la "
                "junta de evaluación.",
                "A mirar el panel y sentarte con quienes tropiezan varias veces en lo mismo, para "
                "oír cómo lo piensan.",
            ),
            why=(
                "El programa comenta respuestas, pero no pregunta por qué: se pierde la ocasión de "
                "enseñar de cerca.",
                "Premiar la cantidad empuja a probar hasta acertar, que es lo contrario de aprender "
                "del fallo.",
                "Atiendes a quien se atreve a preguntar; quien repite un fallo en silencio se queda "
                "sin ayuda.",
                "Usas los datos cuando sirven y pones lo que la máquina no tiene: escuchar un razonamiento.",
            ),
        ),
        en=Words(
            stem=(
                "For an hour a week your thirteen-year-olds practise mathematics with a program that "
                "adapts the exercises and explains mistakes. There are twenty-five of them and you are "
                "in the room.\n\n"
                "What do you spend that hour on?"
            ),
            options=(
                "Marking notebooks at your desk, since the program comments on errors and they all "
                "follow paths of their own.",
                "Walking along the rows with encouragement, and rewarding those who have completed "
                "most at the end of it.",
                "Dealing with questions as hands go up, and keeping the reports until you meet the "
                "other teachers to grade.",
                "Watching the dashboard and sitting down with those who keep stumbling over one "
                "thing, to hear their reasoning.",
            ),
            why=(
                "The program comments on answers but does not ask why: a chance to teach at close "
                "range is lost.",
                "Rewarding quantity leads to trying until it fits, which is the opposite of "
                "learning from an error.",
                "You attend to those who dare to ask; whoever repeats a mistake in silence gets no help.",
                "You use data while they are useful and add what a machine lacks: listening to a "
                "line of thought.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="pedagogy-kd-1",
        level="KD",
        mrcdd=("3.1", "5.3"),
        right=3,
        es=Words(
            stem=(
                "El proyecto de 3.º de ESO parte de un problema: en el comedor se tira mucha comida. En "
                "la primera sesión, los equipos quieren ponerse ya a grabar vídeos para una campaña.\n\n"
                "¿Cómo los guías?"
            ),
            options=(
                "Aceptar la idea, que al fin y al cabo es suya, y comprobar más adelante si los "
                "vídeos convencen a alguien.",
                "Entregar un guion cerrado de fases y fechas, que reparta las tareas y evite que se "
                "pierdan por el camino.",
                "Cambiar el producto por un informe con tablas, que exige más rigor y se presta "
                "mejor a ser evaluado.",
                "Preguntarles cuánta comida se tira y por qué motivos, y ayudarles a averiguarlo "
                "antes de elegir producto.",
            ),
            why=(
                "Se respeta el entusiasmo, pero harán una campaña sin saber qué se tira, cuánto ni por qué.",
                "Ordena el trabajo, pero decides tú el camino: seguirán instrucciones en vez de "
                "pensar el problema.",
                "Otro formato no los acerca al problema: también un informe se puede llenar sin "
                "haberlo investigado.",
                "Devuelve el foco al problema: con datos propios, la solución, sea vídeo o no, "
                "tendrá sentido.",
            ),
        ),
        en=Words(
            stem=(
                "Your project with fourteen-year-olds starts from a problem: a lot of food is thrown "
                "away in the dining hall. In the first session, the teams want to get straight down to "
                "filming videos for a campaign.\n\n"
                "How do you guide them?"
            ),
            options=(
                "Accept the idea, which after all is theirs, and find out later on whether the "
                "videos have won anyone over.",
                "Hand out a fixed script of stages and dates, which shares out jobs and keeps them "
                "from losing their way.",
                "Change the product to a report with tables, which calls for more rigour and lends "
                "itself better to marking.",
                "Ask them how much food is wasted and for what reasons, and help them find out "
                "before picking a product.",
            ),
            why=(
                "It respects their enthusiasm, but they will campaign without knowing what is "
                "wasted, how much or why.",
                "It orders the work, but the way is yours: they will follow instructions rather than think.",
                "Another format brings them no closer: a report, too, can be filled in without "
                "looking into anything.",
                "It puts the problem back in focus: with findings of their own, a solution of any "
                "kind will make sense.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="pedagogy-kd-2",
        level="KD",
        mrcdd=("3.2", "2.1"),
        right=1,
        es=Words(
            stem=(
                "En Economía de 1.º de Bachillerato los equipos investigan el paro juvenil con datos "
                "abiertos. Han descargado tablas enormes y, tras una sesión entera, ninguno sabe por "
                "dónde empezar. Quieres que aprendan a trabajar con datos así.\n\n"
                "¿Qué ayuda les das?"
            ),
            options=(
                "Pasar a cada equipo una tabla limpia con las columnas que le hacen falta, y seguir "
                "con las conclusiones.",
                "Interrogar tú una tabla pensando en voz alta, y darles unas pocas preguntas para "
                "que hagan lo propio.",
                "Cambiar los datos por un artículo con los gráficos ya hechos, que se entiende bien "
                "en una sola sesión.",
                "Ampliar el plazo una semana y abrir un foro, donde los equipos compartan sus "
                "trucos y se echen una mano.",
            ),
            why=(
                "Desatasca hoy, pero les quita lo que tenían que aprender: decidir qué mirar en una "
                "tabla sucia.",
                "Muestra cómo piensa quien sabe y les presta un apoyo que podrán soltar: el trabajo "
                "sigue siendo suyo.",
                "Evita la dificultad en vez de ayudar a superarla: otra persona ya ha hecho el análisis.",
                "Si ninguno sabe empezar, tiempo y foro no bastan: falta que alguien muestre cómo se hace.",
            ),
        ),
        en=Words(
            stem=(
                "In economics, teams of sixteen-year-olds are looking into youth unemployment with open "
                "data. They have downloaded huge tables and, after a whole session, none of them knows "
                "where to begin. You want them to learn to work with data like these.\n\n"
                "What help do you give?"
            ),
            options=(
                "Pass each team a clean table with the columns that it requires, and move on to "
                "drawing the conclusions.",
                "Question one table yourself while thinking aloud, and give them a short list of "
                "questions to go on with.",
                "Swap the data for an article with the charts already made, which can be understood "
                "in a single lesson.",
                "Extend the deadline by a week and open a forum, where the teams share their tricks "
                "and lend a hand.",
            ),
            why=(
                "It gets them going today but takes away what they were to learn: deciding what to "
                "look at in a mess.",
                "It shows how an expert thinks and lends a support that they can let go of: the "
                "work is still theirs.",
                "It avoids the difficulty instead of helping them over it: someone else has done "
                "the analysis.",
                "If none of them can begin, time and a forum are not enough: someone has to show "
                "how it is done.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="pedagogy-kd-3",
        level="KD",
        mrcdd=("5.2", "3.1"),
        right=0,
        es=Words(
            stem=(
                "En 5.º de Primaria usáis una simulación de una charca para ver de qué depende que "
                "sobrevivan los peces. Unos «ganan» en diez minutos moviendo los controles al azar; "
                "otros se quedan bloqueados.\n\n"
                "¿Cómo rediseñas la sesión?"
            ),
            options=(
                "Proponer retos en los que se anota una previsión al empezar cada intento, con "
                "pistas por si hacen falta.",
                "Tener lista otra simulación más vistosa para los que acaban, mientras el resto "
                "completa la de la charca.",
                "Proyectarla y manejar tú los controles con las ideas que vaya dando la clase, para "
                "avanzar a la vez.",
                "Emparejar a ganadores con bloqueados, para que les transmitan los pasos que les "
                "han servido a ellos.",
            ),
            why=(
                "Obliga a pensar antes de mover y da a cada cual la ayuda justa: sirve a los "
                "rápidos y a los bloqueados.",
                "Acabar no era entender: los rápidos probarán al azar en otra, y los bloqueados "
                "siguen igual.",
                "Ordena la sesión, pero prueban los que hablan: la mayoría deja de investigar por su cuenta.",
                "Pasarán unos pasos que salieron por azar: los otros llegarán al final sin entender "
                "más que ellos.",
            ),
        ),
        en=Words(
            stem=(
                "Your ten-year-olds use a simulation of a pond to see what the survival of the fish "
                "depends on. Some “win” within ten minutes by moving the controls at random; others get "
                "stuck.\n\n"
                "How do you redesign the session?"
            ),
            options=(
                "Set challenges where they note a forecast at the start of every attempt, with "
                "clues to open if needed.",
                "Have another, flashier simulation ready for those who finish, while the rest "
                "complete the one of the pond.",
                "Project it and work the controls yourself with the ideas that the class puts "
                "forward, to advance together.",
                "Bring someone who has won together with someone who is stuck, to pass on the steps "
                "that have worked.",
            ),
            why=(
                "It makes them think before they move and gives each the help they need: it serves "
                "the quick and the stuck.",
                "Finishing was not understanding: the quick will try at random elsewhere, and the "
                "stuck stay stuck.",
                "It orders the session, but those who speak do the trying: most stop looking into "
                "things themselves.",
                "They will pass on steps found by chance: the other gets to the end understanding "
                "no more than they do.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="pedagogy-kd-4",
        level="KD",
        mrcdd=("4.3", "3.3"),
        right=2,
        es=Words(
            stem=(
                "En Lengua de 4.º de ESO preparan un pódcast. Se comentan los guiones unos a otros en "
                "un documento compartido, pero los comentarios se quedan en «me gusta» o «muy chulo».\n\n"
                "¿Qué haces para que les sirvan?"
            ),
            options=(
                "Comentar tú los guiones por esta vez, y que lleguen a la grabación con una ayuda "
                "que valga la pena.",
                "Exigir tres comentarios por persona de cincuenta palabras como poco, y contarlos "
                "en la nota del proyecto.",
                "Comentar juntos uno de otro año con dos criterios, para que después cada cual dé "
                "una duda y una propuesta.",
                "Ocultar los nombres, de modo que se atrevan a decir lo que piensan sin temor a que "
                "alguien se ofenda.",
            ),
            why=(
                "Los guiones mejoran, pero nadie aprende a comentar: la próxima vez volverá a pasar "
                "lo mismo.",
                "Pide cantidad a quien no sabe qué decir: habrá «me gusta» de cincuenta palabras.",
                "Enseña con un caso en qué fijarse y deja un formato que obliga a decir algo aprovechable.",
                "El apuro cuenta, pero no era lo principal: sin criterios, también lo anónimo se "
                "queda en «chulo».",
            ),
        ),
        en=Words(
            stem=(
                "Your fifteen-year-olds are preparing a podcast for language class. They comment on one "
                "another's scripts in a shared document, but the comments are no more than “like it” or "
                "“really cool”.\n\n"
                "What do you do to make them useful?"
            ),
            options=(
                "Comment on the scripts yourself this time, and have them get to the recording with "
                "help worth having.",
                "Require three comments per person of at least fifty words, and count these towards "
                "the project's grade.",
                "Go through one from another year by two criteria, so that afterwards they each "
                "give a doubt and a proposal.",
                "Hide the names, so that they dare to say what they think without being afraid that "
                "somebody is offended.",
            ),
            why=(
                "The scripts improve, but nobody learns to comment: next time the same will happen.",
                "It asks for quantity from people who do not know what to say: there will be fifty- "
                "word “likes”.",
                "It teaches what to look for by way of a case and leaves a form that makes them say "
                "something usable.",
                "Awkwardness plays a part but was not the main thing: without criteria, anonymous "
                "ones are “cool” too.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="pedagogy-kc-1",
        level="KC",
        mrcdd=("3.4", "5.3"),
        right=1,
        es=Words(
            stem=(
                "En Biología de 2.º de Bachillerato quieres que cada estudiante gobierne su propio "
                "estudio con un planificador digital y los resultados de los cuestionarios. Tras un "
                "mes, casi todos han escrito metas como «estudiar más».\n\n"
                "¿Qué haces?"
            ),
            options=(
                "Elaborar un plan semanal por persona con los datos de la plataforma, y repasarlo "
                "los lunes con cada cual.",
                "Enseñar a sacar de los fallos una meta comprobable, y a cambiar de táctica cuando "
                "no se esté cumpliendo.",
                "Activar recordatorios de las tareas pendientes, con un aviso a casa cuando se "
                "acumulen varios retrasos.",
                "Dejar que cada cual lo lleve a su modo, ya que se trata de autonomía, y hablar con "
                "quien suspenda la evaluación.",
            ),
            why=(
                "Serán buenos planes, pero tuyos: quien los sigue no aprende a decidir qué le falta "
                "ni cómo lograrlo.",
                "Da el método que falta, de la evidencia a la meta y de ahí al ajuste, y la "
                "decisión queda en sus manos.",
                "Consigue entregas a tiempo desde fuera: cuando cesen los avisos, no habrán "
                "aprendido a organizarse.",
                "La autonomía se aprende con apoyo: si se abandona, solo la tiene quien ya la tenía.",
            ),
        ),
        en=Words(
            stem=(
                "In biology you want your seventeen-year-olds to run their own study with a digital "
                "planner and their quiz results. After a month, nearly all have written goals such as "
                "“study more”.\n\n"
                "What do you do?"
            ),
            options=(
                "Draw up a weekly plan per person with the data of the platform, and go over it "
                "with each of them on Mondays.",
                "Teach them to get from errors to a goal that can be checked, and to change tactics "
                "when it is not being met.",
                "Switch on reminders of pending tasks, with a message to the family whenever "
                "several delays pile up.",
                "Let them all handle it in their own way, since it is about autonomy, and talk to "
                "those who fail the term.",
            ),
            why=(
                "They will be good plans, but yours: following them does not teach anyone to decide "
                "what they need.",
                "It supplies the missing method, from evidence to goal to adjustment, and leaves "
                "the deciding to them.",
                "It gets things handed in from outside: once the messages stop, they will not have "
                "learnt to organise.",
                "Autonomy is learnt with support: left alone, only those who had it before have it.",
            ),
        ),
        difficulty=0.0,
    ),
    Situation(
        code="pedagogy-kc-2",
        level="KC",
        mrcdd=("3.4", "3.3"),
        right=2,
        es=Words(
            stem=(
                "Has montado una red con personas expertas del barrio: los equipos de 4.º de ESO "
                "investigan algo que han elegido y hablan con ellas por videollamada. Las llamadas se "
                "han ido convirtiendo en charlas que la clase escucha.\n\n"
                "¿Cómo transformas la red?"
            ),
            options=(
                "Pedir a las personas expertas charlas más breves, con diapositivas enviadas antes "
                "y un turno de preguntas.",
                "Seleccionar tú las preguntas más agudas y hacerlas en nombre de los equipos, para "
                "no malgastar la llamada.",
                "Encargar a los equipos que enseñen su avance, pregunten lo que decidan y cuenten "
                "luego lo que cambian.",
                "Grabar entrevistas con esas personas y reunirlas en una videoteca, que cada equipo "
                "consulta cuando quiere.",
            ),
            why=(
                "Mejora la charla, pero sigue siendo una charla: el equipo llega sin nada propio que llevar.",
                "La llamada cunde, pero piensas y preguntas tú: el alumnado sigue de público.",
                "La llamada pasa a servir a su investigación: preparan, preguntan, y deciden con lo "
                "que oyen.",
                "Es un buen archivo, pero nadie responde a sus dudas: se pierde la conversación.",
            ),
        ),
        en=Words(
            stem=(
                "You have set up a network with experts from the neighbourhood: teams of fifteen-year- "
                "olds investigate something they have chosen and talk to them by video call. The calls "
                "have been turning into talks that the class listens to.\n\n"
                "How do you transform the network?"
            ),
            options=(
                "Ask the experts for shorter talks, with slides that are sent beforehand and a slot "
                "for questions at the end.",
                "Select the sharpest questions yourself and ask them on the teams' behalf, so as "
                "not to waste the call.",
                "Have teams show their progress, ask what they have decided on and tell later what "
                "they change because of it.",
                "Record interviews with those people and gather them in a video library, for teams "
                "to consult at any time.",
            ),
            why=(
                "It makes for a better talk, but a talk all the same: the team arrives with nothing "
                "of its own.",
                "More comes out of it, but the thinking and asking are yours: students are still an "
                "audience.",
                "The call now serves their inquiry: they prepare, ask, and decide with what they hear.",
                "A good archive, but nobody replies to what they wonder about: the conversation is lost.",
            ),
        ),
        difficulty=0.1,
    ),
    Situation(
        code="pedagogy-kc-3",
        level="KC",
        mrcdd=("3.4", "4.2"),
        right=3,
        es=Words(
            stem=(
                "La plataforma que estrenasteis propone a cada estudiante de 1.º de ESO la tarea "
                "siguiente según sus resultados. La siguen sin pensar: cuando les preguntas por qué "
                "hacen esa, contestan «porque me ha salido». Lideras el equipo que debe cambiar esto.\n\n"
                "¿Qué impulsas?"
            ),
            options=(
                "Quitar las propuestas y volver a una lista común, que deje claro a todos qué toca "
                "hacer cada semana.",
                "Mantenerlas un curso como hasta ahora, para reunir más datos y saber si de verdad "
                "hacen que aprendan más.",
                "Dar a cada cual un panel con su posición en el grupo, para que le entren ganas de "
                "buscar algo más difícil.",
                "Mostrar de dónde sale cada propuesta, de modo que la acepten o la cambien con "
                "razones, y ver qué ocurre.",
            ),
            why=(
                "Cambia a quién obedecen, nada más: tampoco con la lista tienen que decidir.",
                "Los datos dirán si la máquina acierta, no si ellos aprenden a dirigirse, que es lo "
                "que preocupa.",
                "Compararse empuja a unos y hunde a otros, y no enseña a decidir qué conviene aprender.",
                "Convierte la propuesta en ocasión para decidir y comprueba si decidir así les ayuda.",
            ),
        ),
        en=Words(
            stem=(
                "Your new platform proposes to each twelve-year-old the next task in view of their "
                "results. They follow it without thinking: asked why they are doing that one, they "
                "reply “it's what came up”. You lead the team that is to change this.\n\n"
                "What do you push for?"
            ),
            options=(
                "Remove the proposals and return to a common list, which makes clear to everybody "
                "what is due each week.",
                "Leave them for a year as they are, to gather more data and know whether they "
                "really make people learn more.",
                "Give each one a dashboard with their position in the group, so that they feel like "
                "going for harder things.",
                "Show where each proposal comes from, so that they accept or change it with "
                "reasons, and see what happens.",
            ),
            why=(
                "It changes whom they obey, nothing more: with the list they do not have to decide either.",
                "Data will tell whether the machine is right, not whether pupils learn to direct themselves.",
                "Comparison spurs some and sinks others, and does not teach what is worth learning next.",
                "It turns the proposal into a chance to decide, and checks whether deciding like that helps.",
            ),
        ),
        difficulty=0.2,
    ),
    Situation(
        code="pedagogy-kc-4",
        level="KC",
        mrcdd=("3.1", "4.2"),
        right=0,
        es=Words(
            stem=(
                "Este curso tu grupo de 2.º de ESO ha aprendido Ciencias creando simulaciones para "
                "explicar fenómenos a los de 1.º. Tienes la impresión de que entienden más. El claustro "
                "te pide pruebas antes de extender la idea.\n\n"
                "¿Qué aportas?"
            ),
            options=(
                "Explicaciones del principio y del final juzgadas a ciegas, casos que no mejoran y "
                "otro grupo para repetirlo.",
                "Los trabajos más logrados, junto con el testimonio de quienes más han avanzado y "
                "de sus familias.",
                "Una encuesta de motivación al alumnado, con el compromiso de extenderla si tres de "
                "cada cuatro la prefieren.",
                "La invitación a que todos la prueben un curso y la valoren, ya que de un grupo "
                "solo no se concluye nada.",
            ),
            why=(
                "Busca también lo que desmentiría tu impresión y prueba si funciona sin ti: así se "
                "convence con motivo.",
                "Lo elegido por bueno no puede mostrar otra cosa: falta saber qué ocurre con los demás.",
                "Dice si gusta, que no es poco, pero la pregunta era si así se entiende mejor.",
                "Con un grupo se puede saber algo; extender para después mirar es justo lo que os "
                "piden no hacer.",
            ),
        ),
        en=Words(
            stem=(
                "This year your thirteen-year-olds have learnt science by making simulations that "
                "explain things to the year below. You have the impression that they understand more. "
                "The staff ask you for evidence before spreading the idea.\n\n"
                "What do you bring?"
            ),
            options=(
                "Explanations from the start and the end judged blind, cases of no progress and "
                "another class to repeat it.",
                "The most accomplished pieces, along with the testimony of those who advanced most "
                "and of their families.",
                "A survey of the students' motivation, with a commitment to spread it if three out "
                "of four prefer it.",
                "An invitation for all to try it out for a year and judge, as nothing can be "
                "concluded from one class alone.",
            ),
            why=(
                "It looks for what would prove you wrong as well, and tries whether it works without you.",
                "What was picked for being good can show nothing else: what happens to the others "
                "is missing.",
                "It says whether they like it, which is something, but the question was whether "
                "they understand better.",
                "One class can tell you something; spreading first and looking later is what they "
                "asked you not to do.",
            ),
        ),
        difficulty=0.2,
    ),
)
